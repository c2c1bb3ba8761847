// Types, lint, format and the architecture, in the order in which they tell most.
import { spawnSync } from 'node:child_process';

const steps = [
  ['types', 'npx', ['tsc', '--noEmit']],
  ['lint and format', 'npx', ['biome', 'check', '--error-on-warnings', '.']],
  ['architecture', 'npx', ['vitest', 'run', 'test/architecture.test.ts']],
];

for (const [name, command, args] of steps) {
  console.log(`· ${name}`);
  const { status } = spawnSync(command, args, {
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (status !== 0) process.exit(status ?? 1);
}
