import { createRequire } from 'node:module';
import { Script } from 'node:vm';
import { parentPort, workerData } from 'node:worker_threads';
import { Suite } from './test-shim.mjs';

const { root, stages } = workerData;
const require = createRequire(`${root}/package.json`);
const scripts = stages.map(({ name, code }) => new Script(code, { filename: `${name}.cjs` }));

// That a history fails is enough: which smaller one would fail as well is not asked.
require('fast-check').configureGlobal({ endOnFailure: true });

// What a mutant leaves behind half done is no other mutant's matter.
process.on('unhandledRejection', () => {});

/** Runs the stages against one mutant, everything loaded anew, up to the first that is red. */
async function judge(mutant) {
  globalThis.mutant = mutant;
  for (const [at, script] of scripts.entries()) {
    const suite = new Suite();
    globalThis.suite = suite.api();
    const failed = await attempt(suite, script);
    if (failed) return { by: stages[at].name, ...failed };
  }
  return null;
}

async function attempt(suite, script) {
  try {
    script.runInThisContext()(require, {}, { exports: {} });
    const failed = await suite.run();
    return failed && { test: failed.name, why: `${failed.failure} ${failed.failure.cause ?? ''}` };
  } catch (thrown) {
    return { test: 'loading', why: String(thrown) };
  }
}

parentPort.on('message', async (mutant) => {
  parentPort.postMessage({ mutant, killed: await judge(mutant) });
});
