import { Worker } from 'node:worker_threads';

const WORKER = new URL('./worker.mjs', import.meta.url);

/**
 * Judges mutants side by side. A mutant that keeps its tests busy for longer than `patienceMs` is
 * killed by that. Calls `told(mutant, killed)` for each; `killed` is null for a survivor.
 */
export async function judgeAll(mutants, workerData, { workers, patienceMs }, told) {
  const waiting = [...mutants];
  const lane = async () => {
    let worker = null;
    for (let mutant = waiting.shift(); mutant; mutant = waiting.shift()) {
      worker ??= new Worker(WORKER, { workerData, stderr: true, stdout: true });
      const killed = await ask(worker, mutant.id, patienceMs);
      if (killed?.by === 'time') {
        await worker.terminate();
        worker = null;
      }
      told(mutant, killed);
    }
    await worker?.terminate();
  };
  await Promise.all(Array.from({ length: workers }, lane));
}

function ask(worker, id, patienceMs) {
  return new Promise((resolve) => {
    const answer = (killed) => {
      clearTimeout(timer);
      worker.off('message', heard);
      worker.off('error', broke);
      resolve(killed);
    };
    const heard = (message) => answer(message.killed);
    const broke = (thrown) => answer({ by: 'time', test: 'the worker ended', why: String(thrown) });
    const timer = setTimeout(() => answer({ by: 'time', test: 'none ended', why: '' }), patienceMs);
    worker.on('message', heard);
    worker.on('error', broke);
    worker.postMessage(id);
  });
}
