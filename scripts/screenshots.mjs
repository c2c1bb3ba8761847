// Builds the extension and takes a picture of every state of its popup and every section of its
// options page, light and dark, into .output/screenshots; with --language=fr in French, into
// .output/screenshots-fr.
import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import { runnerImport } from 'vite';

const { language } = parseArgs({ options: { language: { type: 'string' } } }).values;

const build = spawnSync('npx', ['wxt', 'build'], {
  encoding: 'utf8',
  shell: process.platform === 'win32',
  env: { ...process.env, NODE_ENV: 'production' },
});
if (build.status !== 0) {
  console.error(build.stdout, build.stderr);
  process.exit(1);
}

const { module } = await runnerImport('./test/screenshots/screenshots.ts', { configFile: false });
console.log(`The pictures are in ${await module.screenshots(language)}.`);
process.exit(0);
