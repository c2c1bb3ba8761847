// What Playhead costs: requests, bytes, time, size. Prints figures beside their limits, and ends
// with 0 unless something broke: timings differ from computer to computer.
import { runnerImport } from 'vite';

const { module } = await runnerImport('./test/bench/bench.ts', { configFile: false });
await module.bench();
process.exit(0);
