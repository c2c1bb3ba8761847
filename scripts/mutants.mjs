// Mutation testing of the rules: `npm run mutants`, or `npm run mutants -- --file lib/plan/copy-look.ts`.
// `--quick` asks only the tests of the rules, and leaves out histories and scenarios.
// `PLAYHEAD_WORKERS=1` judges one mutant at a time; without it, as many as there are cores.
// Red when a mutant survives that docs/mutants.md does not list, or when it lists one that is killed.
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { bundle } from './mutants/bundle.mjs';
import { instrument } from './mutants/instrument.mjs';
import { judgeAll } from './mutants/judge-all.mjs';
import { readListed } from './mutants/listed.mjs';

const ROOT = process.cwd();
const LISTED = 'docs/mutants.md';
const REPORT = '.output/reports/mutants.json';
/** The unmutated code must be green in this time, ms; a mutant gets a few times what it took. */
const PATIENCE_MS = 300_000;

// Few histories, always the same: a mutant that lives must live again in the next run.
process.env.PLAYHEAD_HISTORIES ??= '80';
process.env.PLAYHEAD_SEED ??= '20261101';

/** What decides, counts, or says how Playhead is. */
const ROOMS = ['lib/plan', 'lib/status'];

/** Cheapest first: most mutants fall at once. */
const STAGES = [
  ['rules', ROOMS.flatMap((room) => testsIn(room.replace('lib/', 'test/')))],
  ['histories', ['test/model/histories.test.ts']],
  ['scenarios', testsIn('test/scenarios').filter(inMemory)],
];

const workers = Number(process.env.PLAYHEAD_WORKERS ?? availableParallelism());
if (!Number.isInteger(workers) || workers < 1) fail('PLAYHEAD_WORKERS is a number from 1 on.');

const wanted = process.argv.flatMap((arg, at) => (arg === '--file' ? process.argv[at + 1] : []));
const files = ROOMS.flatMap(filesIn).filter((file) => wanted.length === 0 || wanted.includes(file));
if (files.length === 0) fail(`No such file in ${ROOMS.join(', ')}: ${wanted.join(', ')}`);

const code = new Map();
const mutants = [];
for (const file of files) {
  const made = instrument(file, readFileSync(file, 'utf8'), mutants.length + 1);
  code.set(`${ROOT}/${file}`, made.code);
  mutants.push(...made.mutants);
}
const stages = [];
const asked = process.argv.includes('--quick') ? STAGES.slice(0, 1) : STAGES;
for (const [name, tests] of asked) stages.push({ name, code: await bundle(ROOT, tests, code) });
const given = { root: ROOT, stages };

const began = Date.now();
const original = { id: 0, file: 'the code as it is', name: '' };
await judgeAll([original], given, { workers: 1, patienceMs: PATIENCE_MS }, (_, killed) => {
  if (killed) fail(`Red before anything was changed: ${killed.test}: ${killed.why}`);
});
const took = Date.now() - began;
console.log(`${mutants.length} mutants in ${files.length} files; one that lives takes ${took} ms.`);

const results = [];
const how = { workers, patienceMs: 10_000 + 4 * took };
await judgeAll(mutants, given, how, (mutant, killed) => {
  results.push({ ...mutant, killed });
  if (results.length % 100 === 0) console.log(`${results.length} of ${mutants.length} …`);
});
mkdirSync('.output/reports', { recursive: true });
writeFileSync(REPORT, JSON.stringify(results, null, 1));
process.exit(report(results, readListed(LISTED)) ? 0 : 1);

/** Says what lives, file by file. True when it is what is listed. */
function report(judged, listed) {
  const alive = judged.filter((one) => !one.killed).sort((a, b) => a.id - b.id);
  const nameOf = ({ file, name }) => `${file} ${name}`;
  const unlisted = alive.filter((one) => !listed.has(nameOf(one)));
  const living = new Set(alive.map(nameOf));
  const stale = [...listed.keys()].filter(
    (name) => files.some((file) => name.startsWith(`${file} `)) && !living.has(name),
  );
  for (const file of files) {
    const mine = judged.filter((one) => one.file === file);
    const killed = mine.filter((one) => one.killed).length;
    console.log(`${file}: ${killed} of ${mine.length} killed`);
  }
  for (const { file, line, name } of unlisted) console.log(`lives: ${file}:${line} \`${name}\``);
  for (const name of stale) console.log(`listed in ${LISTED}, and does not live: ${name}`);
  const killed = judged.length - alive.length;
  const share = ((100 * killed) / judged.length).toFixed(1);
  console.log(
    `${killed} of ${judged.length} killed (${share} %), ${unlisted.length} unlisted live`,
  );
  return unlisted.length === 0 && stale.length === 0;
}

function filesIn(folder) {
  if (!existsSync(folder)) return [];
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => `${entry.parentPath}/${entry.name}`.replaceAll('\\', '/'))
    .sort();
}

function testsIn(folder) {
  return filesIn(folder).filter((file) => file.endsWith('.test.ts'));
}

/** Scenarios over HTTP are about the servers, and wait for them. */
function inMemory(file) {
  return !/http-household|\.\/homes|\.\.\/servers/.test(readFileSync(file, 'utf8'));
}

function fail(text) {
  console.error(text);
  process.exit(1);
}
