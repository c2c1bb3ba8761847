import { vi } from 'vitest';
import type { Home } from '../../lib/app/home';
import { freshState } from '../../lib/engine/contact';
import type { RunSummary } from '../../lib/model/run';
import type { Pair } from '../../lib/model/settings';
import { freshPairState } from '../../lib/plan/pair-state';
import { type Status, statusOf } from '../../lib/status/status';
import { MapStore } from '../../lib/store/map-store';
import type { Unread } from '../../lib/store/port';

export const NOW = Date.UTC(2026, 10, 1);
export const MINUTE = 60_000;

/** A home without a browser: a memory, a clock that stands still, and a note of all that is asked. */
export function homeless() {
  let turn: Promise<unknown> = Promise.resolve();
  let busy = 0;
  const alone = <T>(work: () => Promise<T>): Promise<T> => {
    busy += 1;
    const next = turn.then(work).finally(() => {
      busy -= 1;
    });
    turn = next.catch(() => {});
    return next;
  };
  const denied = new Set<string>();
  const shown: Status[] = [];
  /** What is kept beside the store. */
  const kept: { text: string | null } = { text: null };
  const unread: Unread[] = [];
  const home = {
    store: new MapStore(),
    memory: {
      open: vi.fn(async () => {}),
      replace: vi.fn(async () => {}),
      takeUnread: () => unread.splice(0),
    },
    spare: {
      read: async () => kept.text,
      put: vi.fn(async (text: string | null) => {
        kept.text = text;
      }),
    },
    lock: {
      alone,
      ifFree: <T>(work: () => Promise<T>) => (busy > 0 ? Promise.resolve(null) : alone(work)),
    },
    clock: { now: vi.fn(() => NOW), sleep: async () => {}, after: () => () => {} },
    fetch: vi.fn(async () => Promise.reject(new TypeError('Failed to fetch'))),
    allowed: async (address) => !denied.has(address),
    newId: () => crypto.randomUUID(),
    say: ({ code, serverId }, name) => ({ code, message: `${code} ${name}`, serverId }),
    speakIn: vi.fn(async () => {}),
    show: vi.fn(async (overview, now, memory) => {
      shown.push(statusOf(overview, now, { memory }));
    }),
    notes: { allowed: async () => true, tell: vi.fn(async () => {}) },
    watch: { begin: vi.fn(async () => {}), end: vi.fn(async () => {}) },
    shared: { read: async () => [], put: async () => {}, takeAway: async () => {} },
    about: () => ({ version: '0.1.0', browser: 'none' }),
  } satisfies Home;
  /** Resolves once all that waits for its turn by now is done. */
  const quiet = () => alone(async () => {});
  return { home, denied, shown, kept, unread, quiet };
}

export type Homeless = ReturnType<typeof homeless>;

const rules = { addUpdate: true, remove: true, rewatch: false };
const guardrails = { minimumSeconds: 5, deltaSeconds: 30, maximumPercent: 80 };

const pairOf = (id: string, source: string, target: string): Pair => ({
  ...{ id, source, target, mode: 'two-way', enabled: true },
  ...rules,
  guardrails,
});

export const server = (id: string, token: string | null = 'token') => ({
  ...{ id, kind: 'jellyfin' as const, name: id, address: `http://${id}.test`, token },
  ...{ userId: 'u', userName: 'mia', libraries: null },
});

export const ended = (pairId: string, more: Partial<RunSummary> = {}): RunSummary => ({
  ...{ pairId, outcome: 'done', written: 0, cleared: 0, skipped: 0, conflicts: 0, unmatched: 0 },
  ...{ requests: 2, startedAt: NOW - 2 * MINUTE, finishedAt: NOW - MINUTE },
  ...more,
});

/** Attic, cellar and garage, each pair with a yes; a pair's last run ended as `last` says. */
export async function fill({ home }: Homeless, last: RunSummary[] = []): Promise<void> {
  const ids = ['attic', 'cellar', 'garage'];
  const pairs = [pairOf('p1', 'attic', 'cellar'), pairOf('p2', 'attic', 'garage')];
  await home.store.commit({
    puts: {
      servers: ids.map((id) => server(id)),
      serverStates: ids.map((id) => ({ ...freshState(id), boundServerId: id, okAt: NOW })),
      pairs,
      pairStates: pairs.map(({ id }) => ({
        ...freshPairState(id),
        ...{ consent: 'given' as const, ends: 'known', completedAt: NOW - MINUTE },
        last: last.find((one) => one.pairId === id) ?? ended(id),
      })),
    },
  });
}
