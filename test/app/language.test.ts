import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { browser } from 'wxt/browser';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { browserHome } from '../../entrypoints/background/home';
import { createPlayhead } from '../../lib/app/playhead';

const { commands } = createPlayhead(browserHome);

const speaks = (): string => (browser.i18n.getMessage as (key: string) => string)('languageTag');

beforeEach(() => {
  for (const show of ['setIcon', 'setTitle', 'setBadgeText', 'setBadgeBackgroundColor'] as const) {
    vi.spyOn(fakeBrowser.action, show).mockResolvedValue();
  }
  vi.stubGlobal('fetch', async () => Response.json({ languageTag: { message: 'de' } }));
  vi.stubGlobal('navigator', {
    ...{ onLine: true, languages: ['en'] },
    locks: { request: (_: string, work: () => unknown) => work() },
  });
});
afterEach(() => vi.unstubAllGlobals());

it('speaks the browser’s language again once everything is forgotten', async () => {
  await commands.setLanguage({ language: 'de' });
  expect(speaks()).toBe('de');
  await commands.startOver({ settings: false });
  expect(speaks()).toBe('de');
  await commands.startOver({ settings: true });
  expect(speaks()).toBe('en');
});
