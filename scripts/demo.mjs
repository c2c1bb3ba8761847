// Builds the extension and shows it at work between three simulated servers. In a window where
// there is a display, headless without one or with --headless. Ends with 1 if anything fails.
import { spawnSync } from 'node:child_process';
import { runnerImport } from 'vite';

const { DISPLAY, WAYLAND_DISPLAY } = process.env;
const display = process.platform !== 'linux' || Boolean(DISPLAY || WAYLAND_DISPLAY);

console.log('· Building the extension …');
const build = spawnSync('npx', ['wxt', 'build'], {
  encoding: 'utf8',
  shell: process.platform === 'win32',
});
if (build.status !== 0) {
  console.error(build.stdout, build.stderr);
  process.exit(1);
}

const { module } = await runnerImport('./test/demo/demo.ts', { configFile: false });
const happened = await module.demo({
  headless: !display || process.argv.includes('--headless'),
});
process.exit(happened ? 0 : 1);
