import { expect, it } from 'vitest';
import config from '../../wxt.config';

type Made = (env: { browser: string }) => Record<string, unknown>;
const manifestFor = (browser: string) => (config.manifest as unknown as Made)({ browser });

it("stays out of Firefox's private windows, which give it no database", () => {
  expect(manifestFor('firefox').incognito).toBe('not_allowed');
  expect(manifestFor('chrome').incognito).toBeUndefined();
});

it('asks for nothing more than storage and alarms at the start', () => {
  for (const browser of ['firefox', 'chrome']) {
    expect(manifestFor(browser).permissions).toEqual(['storage', 'alarms']);
  }
});
