import { beforeEach, describe, expect, it, vi } from 'vitest';
import { browser } from 'wxt/browser';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { answerTo } from '../../lib/app/answer';
import type { Handlers } from '../../lib/app/commands';
import { type Problem, ProblemError } from '../../lib/model/problem';
import { receive } from '../../lib/platform/receive';

type Listener = (message: unknown, sender: unknown) => Promise<unknown>;

/** Registers the worker's listener and hands it over, as the browser would call it. */
function listenerOf(handlers: Partial<Handlers>): Listener {
  const add = vi.spyOn(browser.runtime.onMessage, 'addListener');
  const say = async (problem: Problem) => ({
    code: problem.code,
    message: `in words: ${problem.params?.field ?? problem.code}`,
  });
  receive((message, own) => answerTo(message, own, handlers as Handlers, say));
  return add.mock.calls[0]![0] as unknown as Listener;
}

const ownPage = () => ({
  id: browser.runtime.id,
  url: `${browser.runtime.getURL('/')}options.html`,
});

describe('the worker', () => {
  beforeEach(() => fakeBrowser.reset());

  it('answers a command of its own page', async () => {
    const syncNow = vi.fn(async () => []);
    const listen = listenerOf({ syncNow });
    expect(await listen({ command: 'syncNow', pairId: 'p1' }, ownPage())).toEqual({
      ok: true,
      value: [],
    });
    expect(syncNow).toHaveBeenCalledWith({ command: 'syncNow', pairId: 'p1' });
  });

  it.each([
    ['a web page', { url: 'https://example.org/', tab: {} }],
    ['another extension', { id: 'somebody-else', url: 'chrome-extension://else/page.html' }],
    ['nobody', {}],
  ])('refuses %s, whatever it asks', async (_who, other) => {
    const syncNow = vi.fn(async () => []);
    const listen = listenerOf({ syncNow });
    const sender = { id: browser.runtime.id, ...other };
    expect(await listen({ command: 'syncNow' }, sender)).toMatchObject({
      ok: false,
      error: { code: 'not-allowed' },
    });
    expect(syncNow).not.toHaveBeenCalled();
  });

  it('says what is wrong with a message', async () => {
    const listen = listenerOf({});
    expect(await listen({ command: 'nothing' }, ownPage())).toMatchObject({
      error: { code: 'unknown-command' },
    });
    expect(await listen({ command: 'preview' }, ownPage())).toMatchObject({
      error: { code: 'bad-command', message: 'in words: pairId' },
    });
  });

  it('answers a failure in words, and never throws', async () => {
    const problem = { code: 'unknown-pair', params: { field: 'p9' } } as const;
    const listen = listenerOf({
      preview: () => Promise.reject(new ProblemError(problem)),
      undo: () => Promise.reject(new TypeError('boom')),
    });
    expect(await listen({ command: 'preview', pairId: 'p9' }, ownPage())).toEqual({
      ok: false,
      error: { code: 'unknown-pair', message: 'in words: p9' },
    });
    expect(await listen({ command: 'undo', activityId: 'x' }, ownPage())).toMatchObject({
      error: { code: 'unexpected' },
    });
  });
});
