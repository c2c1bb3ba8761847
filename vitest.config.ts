import { defineConfig } from 'vitest/config';
import { WxtVitest } from 'wxt/testing/vitest-plugin';

export default defineConfig({
  plugins: [WxtVitest()],
  test: {
    include: ['test/**/*.test.{ts,tsx}'],
    setupFiles: ['test/support/browser-setup.ts', 'test/support/leaks-setup.ts'],
    // One for each core: the default leaves one of two idle.
    maxWorkers: '100%',
    restoreMocks: true,
    // One room for all files: loading everything anew for each takes a third of the time.
    isolate: false,
    // Room for a machine that has other things to do: how long things take is no test's business.
    testTimeout: 30_000,
  },
});
