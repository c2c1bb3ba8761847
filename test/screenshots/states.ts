import type { Page } from '@playwright/test';
import { track, unmatched } from '../store/rows';
import { answerPreview } from './answer';
import type { Rows } from './fill';
import { history } from './history';
import {
  ATTIC,
  at,
  DEN,
  HOLD,
  HOUR,
  household,
  inTrouble,
  MANY,
  META,
  MINUTE,
  MUM,
  PAIRS,
  pairState,
  SERVERS,
  serverState,
  summary,
} from './household';
import { sentence } from './speech';

/** How Playhead can be, as what is stored. */
export interface State {
  name: string;
  /** The sentence that the popup's status line says then, by its key. */
  says: string;
  rows: () => Rows;
  /** What only the browser knows: set up before the page is opened. */
  around?: (page: Page) => Promise<unknown>;
  /** What a person does there first. */
  first?: (page: Page) => Promise<void>;
  /** What is there then, where its code comes later than the page. */
  shows?: string;
}

const withMeta = (key: string, value: unknown): Rows => ({ meta: [...META, { key, value }] });

const running = (stage: string, more: object = {}): Rows =>
  withMeta('progress', {
    ...{ pairId: 'p1', stage, done: 0, of: 0, title: null, at: Date.now() },
    ...more,
  });

const only = (count: number): Rows => ({
  servers: SERVERS.slice(0, count),
  serverStates: SERVERS.slice(0, count).map((one) => serverState(one, { okAt: null })),
  pairs: [],
  pairStates: [],
});

const firstPair = (more: Parameters<typeof pairState>[1]): Rows => ({
  ...only(2),
  pairs: PAIRS.slice(0, 1),
  pairStates: [pairState('p1', { startedAt: null, completedAt: null, last: null, ...more })],
});

const failed = (code: 'unreachable' | 'signed-out' | 'permission-missing', serverId: string) =>
  summary('p2', {
    outcome: code === 'unreachable' ? 'retry-later' : 'needs-you',
    problem: { code, serverId },
  });

const LONG = 'The big server in the cupboard under the stairs at the end of the hall';

const matching = (): Rows => ({
  unmatched: [
    unmatched,
    { ...unmatched, serverId: 'den', itemId: 'b', title: 'Arrival', reason: 'ambiguous' },
  ].map((row) => ({ ...row, checkedAt: at(4) })),
  ignored: [
    { pairId: 'p1', id: 'i1', title: 'Alien', identity: null, copies: {}, at: at(90), noted: true },
  ],
  tracks: [track('dune'), { ...track('heat'), reason: 'parked' }].map((one) => ({
    ...one,
    ...{ title: one.key === 'heat' ? 'Heat' : 'Dune: Part Two', runtimeMs: 2 * HOUR },
    copies: { den: ['1'], attic: ['2'] },
    said: {
      den: { is: 'at', ms: 48 * MINUTE, stamp: at(90), time: at(90) },
      attic: { is: one.key === 'heat' ? 'none' : 'at', ms: 0, stamp: null, time: null },
    },
    settledAt: at(90),
  })),
});

const IN_STEP = {
  name: 'in-step',
  says: 'status.inStep',
  rows: () => household(history(), matching()),
  shows: '.change',
};

const HELD = {
  name: 'held',
  says: 'status.held',
  shows: '.card.attention',
  rows: () =>
    household(history(), {
      pairStates: [
        pairState('p1', { hold: HOLD, last: summary('p1', { outcome: 'held' }) }),
        pairState('p2'),
      ],
    }),
};

const press = (key: string) => (page: Page) =>
  page
    .getByRole('button', { name: sentence(key), exact: true })
    .first()
    .click();

export const STATES: State[] = [
  { name: 'no-servers', says: 'status.noServers', rows: () => ({ meta: META }) },
  { name: 'one-server', says: 'status.oneServer', rows: () => household(only(1)) },
  { name: 'no-pair', says: 'status.noPair', rows: () => household(only(2)) },
  {
    name: 'off',
    says: 'status.off',
    rows: () => household({ pairs: PAIRS.map((pair) => ({ ...pair, enabled: false })) }),
  },
  {
    name: 'first-preview',
    says: 'status.firstPreview',
    rows: () => household(firstPair({ consent: 'none' })),
  },
  {
    name: 'first-preview-many',
    says: 'status.firstReady.n',
    rows: () => household(firstPair({ consent: 'previewed', previewed: 300 })),
    around: (page) => page.addInitScript(answerPreview, MANY),
    first: press('action.preview'),
    shows: '.plan',
  },
  {
    name: 'first-ready',
    says: 'status.firstReady.n',
    rows: () => household(firstPair({ consent: 'previewed', previewed: 23 })),
  },
  {
    name: 'waiting',
    says: 'status.waiting',
    rows: () => household(firstPair({ consent: 'given' })),
  },
  {
    name: 'syncing-reading',
    says: 'status.syncingReading',
    rows: () => household(history(), running('reading')),
  },
  {
    name: 'syncing',
    says: 'status.syncing',
    rows: () =>
      household(history(), running('writing', { done: 5, of: 14, title: 'Dune: Part Two' })),
  },
  IN_STEP,
  { ...IN_STEP, name: 'pause-panel', first: press('action.pause'), shows: '.pause-panel button' },
  {
    ...IN_STEP,
    name: 'preview',
    around: (page) => page.addInitScript(answerPreview, HOLD.plan),
    first: press('action.preview'),
    shows: '.plan',
  },
  HELD,
  { ...HELD, name: 'held-review', first: press('action.review'), shows: '.plan' },
  {
    name: 'approved',
    says: 'status.needsYouSignIn',
    shows: '.change',
    rows: () =>
      household(history(), {
        serverStates: [serverState(DEN), inTrouble(ATTIC, 'signed-out'), serverState(MUM)],
        pairStates: [
          pairState('p1', { approved: ['a', 'b', 'c'], last: failed('signed-out', 'attic') }),
          pairState('p2'),
        ],
      }),
  },
  {
    name: 'sign-in',
    says: 'status.needsYouSignIn',
    shows: '.change',
    rows: () =>
      household(history(), {
        serverStates: [serverState(DEN), serverState(ATTIC), inTrouble(MUM, 'signed-out')],
        pairStates: [pairState('p1'), pairState('p2', { last: failed('signed-out', 'mum') })],
      }),
  },
  {
    name: 'access',
    says: 'status.needsYouAccess',
    rows: () =>
      household(history(), {
        serverStates: [serverState(DEN), serverState(ATTIC), inTrouble(MUM, 'permission-missing')],
        pairStates: [
          pairState('p1'),
          pairState('p2', { last: failed('permission-missing', 'mum') }),
        ],
      }),
  },
  {
    name: 'partly',
    says: 'status.partly',
    shows: '.change',
    rows: () =>
      household(history(), {
        serverStates: [
          serverState(DEN),
          serverState(ATTIC),
          inTrouble(MUM, 'unreachable', { notBefore: Date.now() + 9 * MINUTE, failures: 4 }),
        ],
        pairStates: [pairState('p1'), pairState('p2', { last: failed('unreachable', 'mum') })],
      }),
  },
  {
    name: 'all-away',
    says: 'status.partlyAll',
    rows: () => household(history(), nobodyAnswers()),
  },
  {
    name: 'offline',
    says: 'status.offline',
    rows: () => household(history(), nobodyAnswers()),
    around: (page) =>
      page.addInitScript(() => {
        Object.defineProperty(Navigator.prototype, 'onLine', { get: () => false });
      }),
  },
  {
    name: 'paused',
    says: 'status.pausedUntil',
    rows: () => household(history(), withMeta('pause', { until: Date.now() + HOUR })),
  },
  {
    name: 'paused-open',
    says: 'status.paused',
    rows: () => household(history(), withMeta('pause', { until: null })),
  },
  {
    name: 'silent',
    says: 'status.silent',
    rows: () => household(history()),
    around: (page) =>
      page.addInitScript(() => {
        const { runtime } = (globalThis as unknown as { chrome: { runtime: object } }).chrome;
        Object.defineProperty(runtime, 'sendMessage', { value: () => Promise.reject() });
      }),
  },
  {
    name: 'long-names',
    says: 'status.partly',
    rows: () => {
      const servers = SERVERS.map((one) => ({
        ...one,
        ...{ name: `${LONG} (${one.kind})`, userName: 'maximiliane.von.und.zu@example.org' },
      }));
      const away = inTrouble(MUM, 'unreachable', { notBefore: Date.now() + 9 * MINUTE });
      const told = history();
      const activity = (told.activity ?? []).map((row, index) => ({
        ...row,
        title: `${LONG}, ${index ? 'Donaudampfschifffahrtsgesellschaftskapitänsmütze' : 'the film'}`,
      }));
      return household(told, {
        ...{ servers, activity },
        serverStates: [serverState(DEN), serverState(ATTIC), away],
        pairStates: [pairState('p1'), pairState('p2', { last: failed('unreachable', 'mum') })],
      });
    },
  },
];

function nobodyAnswers(): Rows {
  return {
    serverStates: SERVERS.map((one) =>
      inTrouble(one, 'unreachable', { notBefore: Date.now() + 5 * MINUTE, failures: 3 }),
    ),
    pairStates: [
      pairState('p1', { last: { ...failed('unreachable', 'den'), pairId: 'p1' } }),
      pairState('p2', { last: failed('unreachable', 'mum') }),
    ],
  };
}

export const stateNamed = (name: string): State => {
  const found = STATES.find((one) => one.name === name);
  if (!found) throw new Error(`No state called ${name}`);
  return found;
};
