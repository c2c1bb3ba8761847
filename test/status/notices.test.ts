import { describe, expect, it } from 'vitest';
import { freshState } from '../../lib/engine/contact';
import type { ProblemCode } from '../../lib/model/problem';
import type { PairState } from '../../lib/model/records';
import type { Hold, RunSummary } from '../../lib/model/run';
import { DEFAULT_GUARDRAILS } from '../../lib/model/settings';
import { freshPairState } from '../../lib/plan/pair-state';
import type { PairFacts, ServerFacts } from '../../lib/status/facts';
import { nameOf, noticesOf, placeOf, type Told } from '../../lib/status/notices';

const HOUR = 60 * 60_000;

/** How the server is at one look. */
type Health = ProblemCode | 'well' | 'never';

const server = (health: Health, signedIn = true): ServerFacts => ({
  id: 'attic',
  signedIn,
  state:
    health === 'never'
      ? null
      : {
          ...freshState('attic'),
          okAt: 1,
          problem: health === 'well' ? null : { code: health },
        },
});

const pair = (more: Partial<PairFacts> = {}): PairFacts => ({
  id: 'p',
  source: 'attic',
  target: 'cellar',
  mode: 'two-way',
  enabled: true,
  addUpdate: true,
  remove: true,
  rewatch: false,
  guardrails: DEFAULT_GUARDRAILS,
  state: null,
  ...more,
});

interface Look {
  /** Hours since the first look. */
  at: number;
  server?: ServerFacts | null;
  pair?: PairFacts;
}

/** What is told at each look, by names. */
function toldAt(looks: Look[]): string[][] {
  let before: Told = { told: [], silentSince: {} };
  return looks.map((look) => {
    const servers = look.server === null ? [] : [look.server ?? server('well')];
    const facts = { servers, pairs: [look.pair ?? pair()] };
    const { notices, after } = noticesOf(facts, before, look.at * HOUR);
    // As it comes back from the store.
    before = JSON.parse(JSON.stringify(after));
    return notices.map(nameOf);
  });
}

const hours = (healths: [number, Health][]): string[][] =>
  toldAt(healths.map(([at, health]) => ({ at, server: server(health) })));

const SIGN_IN = ['sign-in:attic'];
const SILENT = ['silent:attic'];
const HELD = ['held:p'];

describe('a server that asks to sign in', () => {
  it.each<[string, [number, Health][], string[][]]>([
    [
      'is told once',
      [
        [0, 'signed-out'],
        [1, 'signed-out'],
        [99, 'signed-out'],
      ],
      [SIGN_IN, [], []],
    ],
    [
      'is told whatever the refusal is',
      [
        [0, 'revoked'],
        [1, 'user-disabled'],
      ],
      [SIGN_IN, []],
    ],
    [
      'is told again once it was well',
      [
        [0, 'signed-out'],
        [1, 'well'],
        [2, 'signed-out'],
      ],
      [SIGN_IN, [], SIGN_IN],
    ],
    [
      'is not told again because it was silent in between',
      [
        [0, 'signed-out'],
        [1, 'unreachable'],
        [2, 'timeout'],
        [3, 'signed-out'],
      ],
      [SIGN_IN, [], [], []],
    ],
    [
      'is not another trouble',
      [
        [0, 'not-json'],
        [1, 'permission-missing'],
      ],
      [[], []],
    ],
  ])('%s', (_what, healths, told) => {
    expect(hours(healths)).toEqual(told);
  });

  it('is no news where nobody ever signed in', () => {
    expect(toldAt([{ at: 0, server: server('never', false) }])).toEqual([[]]);
  });

  it('is no news while no pair uses it, and is when one does', () => {
    const out = server('signed-out');
    const looks = [
      { at: 0, server: out, pair: pair({ enabled: false }) },
      { at: 1, server: out },
      { at: 2, server: out, pair: pair({ enabled: false }) },
      { at: 3, server: out },
    ];
    expect(toldAt(looks)).toEqual([[], SIGN_IN, [], []]);
  });

  it('is forgotten with the server', () => {
    const out = server('signed-out');
    const looks = [
      { at: 0, server: out },
      { at: 1, server: null },
      { at: 2, server: out },
    ];
    expect(toldAt(looks)).toEqual([SIGN_IN, [], SIGN_IN]);
  });
});

describe('a server that is silent', () => {
  it.each<[string, [number, Health][], string[][]]>([
    [
      'is told after a day, once',
      [
        [0, 'unreachable'],
        [23, 'unreachable'],
        [24, 'timeout'],
        [48, 'timeout'],
      ],
      [[], [], SILENT, []],
    ],
    [
      'is not told when it answered within the day',
      [
        [0, 'unreachable'],
        [20, 'well'],
        [21, 'unreachable'],
        [30, 'unreachable'],
      ],
      [[], [], [], []],
    ],
    [
      'has answered when it refuses',
      [
        [0, 'unreachable'],
        [20, 'signed-out'],
        [30, 'unreachable'],
        [53, 'unreachable'],
        [54, 'unreachable'],
      ],
      [[], SIGN_IN, [], [], SILENT],
    ],
    [
      'is silent also where it is only about to start',
      [
        [0, 'unreachable'],
        [12, 'starting'],
        [24, 'unreachable'],
      ],
      [[], [], SILENT],
    ],
    [
      'is silent also while the browser does not let it be asked',
      [
        [0, 'unreachable'],
        [12, 'permission-missing'],
        [24, 'unreachable'],
      ],
      [[], [], SILENT],
    ],
    [
      'is told again after it was well',
      [
        [0, 'unreachable'],
        [24, 'unreachable'],
        [25, 'well'],
        [26, 'unreachable'],
        [49, 'unreachable'],
        [50, 'unreachable'],
      ],
      [[], SILENT, [], [], [], SILENT],
    ],
  ])('%s', (_what, healths, told) => {
    expect(hours(healths)).toEqual(told);
  });
});

describe('a plan that is held', () => {
  const state = (over: Partial<PairState>): PairFacts =>
    pair({ state: { ...freshPairState('p'), ...over } });
  const last = (outcome: RunSummary['outcome']) => ({ outcome }) as RunSummary;
  const held = state({ hold: {} as Hold, last: last('held') });
  const aside = state({ last: last('held') });
  const done = state({ last: last('done') });

  it('is told once, not again in every run, nor when it was put aside and comes back', () => {
    const pairs = [held, held, aside, held, done, held];
    const looks = pairs.map((one, at) => ({ at, pair: one }));
    expect(toldAt(looks)).toEqual([HELD, [], [], [], [], HELD]);
  });

  it('is no news of a pair that is switched off', () => {
    expect(toldAt([{ at: 0, pair: { ...held, enabled: false } }])).toEqual([[]]);
  });
});

it('leads to the page on which it can be mended', () => {
  expect(placeOf('sign-in:attic')).toBe('servers/attic');
  expect(placeOf('sign-in:my büro/a')).toBe('servers/my%20b%C3%BCro%2Fa');
  expect(placeOf('silent:attic')).toBe('servers');
  expect(placeOf('held:p')).toBe('pairs');
});
