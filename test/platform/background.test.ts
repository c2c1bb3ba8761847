import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import background from '../../entrypoints/background';

const request = vi.fn(async (_: string, work: () => unknown) => work());

/** What the worker listens to, in the browser's own objects. */
const heard = () => ({
  alarm: vi.spyOn(fakeBrowser.alarms.onAlarm, 'addListener'),
  start: vi.spyOn(fakeBrowser.runtime.onStartup, 'addListener'),
  installed: vi.spyOn(fakeBrowser.runtime.onInstalled, 'addListener'),
  message: vi.spyOn(fakeBrowser.runtime.onMessage, 'addListener'),
  note: vi.spyOn(fakeBrowser.notifications.onClicked, 'addListener'),
  given: vi.spyOn(fakeBrowser.permissions.onAdded, 'addListener').mockReturnValue(),
  taken: vi.spyOn(fakeBrowser.permissions.onRemoved, 'addListener').mockReturnValue(),
});

beforeEach(() => {
  fakeBrowser.reset();
  for (const show of ['setIcon', 'setTitle', 'setBadgeText', 'setBadgeBackgroundColor'] as const) {
    vi.spyOn(fakeBrowser.action, show).mockResolvedValue();
  }
  vi.stubGlobal('navigator', { onLine: true, languages: ['en'], locks: { request } });
});
afterEach(() => vi.unstubAllGlobals());

describe('the worker in a browser', () => {
  it('listens to everything before it waits for anything', () => {
    const listens = heard();
    background.main();
    for (const [name, add] of Object.entries(listens)) expect([name, add]).toSatisfy(called);
  });

  it.each(['given', 'taken'] as const)('follows access that is %s', async (name) => {
    const listens = heard();
    background.main();
    request.mockClear();
    for (const [listener] of listens[name].mock.calls) listener({ origins: ['http://attic/*'] });
    await vi.waitFor(() => expect(request).toHaveBeenCalled());
  });
});

const called = ([, add]: [string, ReturnType<typeof vi.fn>]): boolean => add.mock.calls.length > 0;
