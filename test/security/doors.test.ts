import { beforeEach, describe, expect, it, vi } from 'vitest';
import { browser } from 'wxt/browser';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { answerTo } from '../../lib/app/answer';
import { COMMANDS, type CommandName, type Handlers } from '../../lib/app/commands';
import { receive } from '../../lib/platform/receive';

type Listener = (message: unknown, sender: unknown) => Promise<unknown>;

const home = () => browser.runtime.getURL('/');
const own = (url: string | undefined) => ({ id: browser.runtime.id, url });

/** Everybody who is no page of Playhead, as the browser would name them. */
const STRANGERS: [string, () => object][] = [
  ['a page', () => ({ url: 'https://example.org/options.html', tab: { id: 1 } })],
  ['a content script of this extension', () => own('http://192.168.1.2/web/index.html')],
  ['a frame with a foreign page', () => ({ ...own('https://example.org/'), frameId: 3 })],
  ['a frame without an address', () => ({ ...own('about:srcdoc'), frameId: 3 })],
  ['a page made of data', () => own(`blob:${home()}0f3c`)],
  ['nobody that has a name', () => own(undefined)],
  ['another extension', () => ({ id: 'another', url: 'chrome-extension://another/options.html' })],
  ['another extension that names a page of ours', () => ({ id: 'another', url: home() })],
  ['an address that begins like ours', () => own(home().replace(/\/$/, '.example.org/'))],
  ['an address that holds ours', () => own(`https://example.org/?${home()}options.html`)],
];

describe('the door of the worker', () => {
  beforeEach(() => fakeBrowser.reset());

  it.each(STRANGERS)('stays shut for %s, whatever is asked', async (_who, sender) => {
    const done = vi.fn(async () => 'done');
    const names = Object.keys(COMMANDS) as CommandName[];
    const handlers = Object.fromEntries(names.map((name) => [name, done]));
    const add = vi.spyOn(browser.runtime.onMessage, 'addListener');
    receive((message, isOwn) =>
      answerTo(message, isOwn, handlers as unknown as Handlers, async ({ code }) => ({
        code,
        message: '',
      })),
    );
    const listen = add.mock.calls[0]![0] as unknown as Listener;
    for (const command of [...names, 'nothing']) {
      const answer = await listen({ command }, sender());
      expect(answer).toEqual({ ok: false, error: { code: 'not-allowed', message: '' } });
    }
    expect(done).not.toHaveBeenCalled();
  });
});
