// @vitest-environment happy-dom
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import type { Hold } from '../../lib/model/run';
import { showStatus } from '../../lib/platform/icon';
import type { State, Status, Trouble } from '../../lib/status/status';
import { headlineOf, tooltipOf } from '../../lib/words/headline';
import { speak } from '../components/words';

const NOW = new Date(2027, 3, 12, 23, 10).getTime();
const HOUR = 60 * 60_000;
const SERVERS = [
  { id: 'attic', name: 'Attic' },
  { id: 'cellar', name: 'Cellar' },
];

const trouble = (code: Trouble['problem']['code'], more: Partial<Trouble> = {}): Trouble => ({
  problem: { code },
  serverId: 'cellar',
  pairId: null,
  retryAt: null,
  ...more,
});
const running = { pairId: 'p', done: 5, of: 14, title: 'Heat', at: NOW };
const hold = { pairId: 'p', planHash: 'h', count: 18, of: 41 } as Hold;

/** Every state there is: tsc misses none. */
const SAID: { [Is in State['is']]: [Extract<State, { is: Is }>, string | RegExp][] } = {
  silent: [[{ is: 'silent' }, "The extension didn't answer"]],
  'no-memory': [
    [{ is: 'no-memory', problem: { code: 'memory-newer' } }, "Playhead can't use its memory"],
  ],
  'no-servers': [[{ is: 'no-servers' }, 'Keep your place on every server']],
  'one-server': [[{ is: 'one-server' }, 'One more server and syncing can begin']],
  'no-pair': [[{ is: 'no-pair' }, 'Two servers, and no pair yet']],
  off: [[{ is: 'off' }, 'Switched off']],
  paused: [
    [{ is: 'paused', until: null }, 'Paused until you resume'],
    [{ is: 'paused', until: NOW + HOUR / 2 }, /^Paused until 11:40\sPM$/],
    [{ is: 'paused', until: NOW + HOUR }, /^Paused until tomorrow 12:10\sAM$/],
    [{ is: 'paused', until: NOW + 49 * HOUR }, /^Paused until Apr 15, 2027, 12:10\sAM$/],
  ],
  syncing: [
    [{ is: 'syncing', stage: 'reading', ...running }, 'Looking at what is in progress…'],
    [{ is: 'syncing', stage: 'deciding', ...running }, 'Comparing…'],
    [{ is: 'syncing', stage: 'writing', ...running }, 'Syncing · 6 of 14'],
  ],
  held: [[{ is: 'held', pairId: 'p', hold }, 'Waiting for you']],
  'needs-you': [
    [{ is: 'needs-you', trouble: trouble('signed-out') }, 'Cellar needs you to sign in'],
    [{ is: 'needs-you', trouble: trouble('user-disabled') }, 'Cellar needs you to sign in'],
    [{ is: 'needs-you', trouble: trouble('forbidden') }, 'Cellar needs you'],
    [{ is: 'needs-you', trouble: trouble('permission-missing') }, 'Cellar needs your permission'],
    [{ is: 'needs-you', trouble: trouble('wrong-server') }, 'Cellar needs you'],
    [{ is: 'needs-you', trouble: trouble('cannot-clear', { serverId: null }) }, 'A pair needs you'],
  ],
  'first-preview': [
    [{ is: 'first-preview', pairId: 'p', previewed: null }, 'Look at the first preview'],
    [{ is: 'first-preview', pairId: 'p', previewed: 23 }, /^Ready\. .*23 positions/],
  ],
  offline: [[{ is: 'offline' }, "You're offline"]],
  partly: [
    [{ is: 'partly', troubles: [trouble('unreachable')], all: false }, 'In step, except Cellar'],
    [{ is: 'partly', troubles: [trouble('unreachable')], all: true }, 'Waiting for Cellar'],
  ],
  waiting: [[{ is: 'waiting' }, 'Ready for the next run']],
  'in-step': [[{ is: 'in-step' }, 'In step']],
};

beforeEach(speak);

describe('the headline', () => {
  it.each(Object.values(SAID).flat())('of %j', (state, words) => {
    const headline = headlineOf(state, SERVERS, NOW);
    if (typeof words === 'string') expect(headline.words).toContain(words);
    else expect(headline.words).toMatch(words);
    expect(headline.words).not.toMatch(/\$\d|undefined|null/);
    expect(headline.words).not.toMatch(/\.$/);
  });

  it('says when a server that is away is asked again, and what a server that needs you says', () => {
    const retryAt = new Date(2027, 3, 12, 23, 14).getTime();
    const partly: State = {
      ...{ is: 'partly', all: false },
      troubles: [trouble('unreachable', { retryAt })],
    };
    expect(headlineOf(partly, SERVERS, NOW).more).toMatch(/^Trying again at 11:14\sPM$/);
    const signedOut = headlineOf({ is: 'needs-you', trouble: trouble('signed-out') }, SERVERS, NOW);
    expect(signedOut).toMatchObject({ more: /^Cellar doesn't/, code: 'signed-out' });
  });
});

describe('the toolbar button', () => {
  it('says the state, and no number that grows old', () => {
    expect(tooltipOf({ is: 'in-step' }, SERVERS, NOW)).toBe('Playhead: In step');
    const syncing: State = { is: 'syncing', stage: 'writing', ...running };
    expect(tooltipOf(syncing, SERVERS, NOW)).toBe('Playhead: Syncing');
  });

  it('shows picture, badge and words of one status', async () => {
    const { action } = fakeBrowser;
    const icon = vi.spyOn(action, 'setIcon').mockResolvedValue();
    const title = vi.spyOn(action, 'setTitle').mockResolvedValue();
    const text = vi.spyOn(action, 'setBadgeText').mockResolvedValue();
    vi.spyOn(action, 'setBadgeBackgroundColor').mockResolvedValue();
    const status: Status = {
      state: { is: 'held', pairId: 'p', hold },
      ...{ action: null, icon: 'attention', badge: '!' },
    };
    await showStatus(status, SERVERS, NOW);
    expect(icon).toHaveBeenCalledWith({
      path: expect.objectContaining({ 16: 'icons/attention-16.png' }),
    });
    expect(title).toHaveBeenCalledWith({ title: 'Playhead: Waiting for you' });
    expect(text).toHaveBeenCalledWith({ text: '!' });
  });
});
