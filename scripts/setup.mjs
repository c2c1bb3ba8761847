// Makes a fresh clone ready to work: packages and, unless told otherwise, a Chromium.
// Runs on whatever Node there is, before any package exists.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { findBrowser } from './browser.mjs';

const OLDEST_NODE = [20, 19];
const windows = process.platform === 'win32';

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor < OLDEST_NODE[1])) {
  fail(`Node ${OLDEST_NODE.join('.')} or newer is needed; this is ${process.versions.node}.`);
}

if (!packagesMatch()) {
  say('Installing packages (half a minute the first time) …');
  run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error', '--ignore-scripts']);
}
if (!existsSync('.wxt/tsconfig.json')) {
  say('Preparing types …');
  run('npx', ['wxt', 'prepare'], true);
}
if (!process.argv.includes('--no-browser')) {
  if (!findBrowser()) installBrowser();
  say(`Browser: ${findBrowser()}`);
}

/** Is what is installed what the lock file asks for? */
function packagesMatch() {
  const installed = 'node_modules/.package-lock.json';
  if (!existsSync(installed)) return false;
  const wanted = JSON.parse(readFileSync('package-lock.json', 'utf8')).packages;
  const have = JSON.parse(readFileSync(installed, 'utf8')).packages;
  return Object.entries(wanted).every(
    ([name, entry]) => name === '' || entry.optional || have[name]?.version === entry.version,
  );
}

function installBrowser() {
  const debianRoot =
    process.platform === 'linux' && process.getuid?.() === 0 && existsSync('/etc/debian_version');
  if (debianRoot) {
    say("No Chromium found: installing Debian's (a minute) …");
    spawnSync('apt-get', ['update', '-qq'], { stdio: 'inherit' });
    const install = ['install', '-y', '-qq', '--no-install-recommends', 'chromium'];
    spawnSync('apt-get', install, {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
  }
  if (!findBrowser()) {
    say("No Chromium found: downloading Playwright's (a minute) …");
    run('npx', ['playwright', 'install', '--no-shell', 'chromium']);
  }
  if (!findBrowser()) fail('No Chromium found. Install one, or set CHROME_BIN to its path.');
}

function run(command, args, quiet = false) {
  const stdio = quiet ? ['ignore', 'ignore', 'inherit'] : 'inherit';
  const { status } = spawnSync(command, args, { stdio, shell: windows });
  if (status !== 0) fail(`${command} ${args.join(' ')} ended with ${status}.`);
}

function say(text) {
  console.log(`· ${text}`);
}

function fail(text) {
  console.error(text);
  process.exit(1);
}
