// Every test there is: unit, property, adapters over HTTP, then the built extension in Chromium.
// Ends with one line: how many passed, how many failed.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';

const REPORTS = '.output/reports';
rmSync(REPORTS, { recursive: true, force: true });
mkdirSync(REPORTS, { recursive: true });

const totals = { passed: 0, failed: 0 };

console.log('· Unit, property and adapter tests');
const unit = `${REPORTS}/unit.json`;
const unitStatus = run('npx', [
  'vitest',
  'run',
  '--reporter=default',
  '--reporter=json',
  `--outputFile.json=${unit}`,
]);
count(unitStatus, () => {
  const report = JSON.parse(readFileSync(unit, 'utf8'));
  const brokenFiles = report.testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.every((t) => t.status !== 'failed'),
  );
  return { passed: report.numPassedTests, failed: report.numFailedTests + brokenFiles.length };
});

console.log('· Building the extension');
if (run('npx', ['wxt', 'build']) === 0) {
  console.log('· Browser tests on the built extension');
  const browser = `${REPORTS}/browser.json`;
  const status = run('npx', ['playwright', 'test'], { PLAYWRIGHT_JSON_OUTPUT_FILE: browser });
  count(status, () => {
    const { stats } = JSON.parse(readFileSync(browser, 'utf8'));
    return { passed: stats.expected, failed: stats.unexpected + stats.flaky };
  });
} else {
  totals.failed += 1;
}

console.log(`${totals.passed} passed, ${totals.failed} failed`);
process.exit(totals.failed === 0 ? 0 : 1);

function run(command, args, env = {}) {
  const { status } = spawnSync(command, args, {
    stdio: 'inherit',
    shell: process.platform === 'win32',
    env: { ...process.env, ...env },
  });
  return status ?? 1;
}

/** A step that failed without a failed test (a crash, no report) counts as one failure. */
function count(status, read) {
  let result = { passed: 0, failed: 0 };
  try {
    result = read();
  } catch {
    result.failed = 1;
  }
  if (status !== 0 && result.failed === 0) result.failed = 1;
  totals.passed += result.passed;
  totals.failed += result.failed;
}
