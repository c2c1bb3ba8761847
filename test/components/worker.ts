import type { CommandMessage, CommandName, Commands } from '../../lib/app/commands';
import { freshPairState } from '../../lib/plan/pair-state';
import { db } from '../../lib/store/db';
import { PAUSE_KEY, setMeta } from '../../lib/store/meta';
import { HOLD } from '../screenshots/household';

type Takes<N extends CommandName> = Commands[N]['takes'];
type Work = { [N in CommandName]?: (takes: Takes<N>) => unknown };

const PREVIEW = {
  ...HOLD.plan,
  actions: HOLD.plan.actions.map((action) => ({ ...action, key: action.title })),
};

const FOUND = {
  ...{ kind: 'jellyfin', serverId: 'x', serverName: 'Attic', version: '10.11.11', people: [] },
  ...{ userId: 'u1', userName: 'mia', inProgress: [] },
  libraries: [{ id: '1', name: 'Films', holds: 'movie' }],
};

const CODE = { is: 'waiting', code: '123456', url: null, expiresAt: Date.now() + 600_000 };

/** What a worker does to the store, without any server, so that pages change as they do with one. */
const WORK: Work = {
  waitingSignIns: () => [],
  preview: async ({ pairId }) => {
    const state = (await db.pairStates.get(pairId)) ?? freshPairState(pairId);
    if (state.consent === 'none') await db.pairStates.put({ ...state, consent: 'previewed' });
    return PREVIEW;
  },
  syncNow: async ({ pairId }) => {
    if (pairId) await db.pairStates.update(pairId, { consent: 'given' });
    return [];
  },
  chooseTitles: ({ pairId, keys }) => db.pairStates.update(pairId, { trial: keys }),
  approveHold: async ({ pairId }) => {
    await db.pairStates.update(pairId, { hold: null });
    return [];
  },
  dismissHold: ({ pairId }) => db.pairStates.update(pairId, { hold: null }),
  pause: ({ until }) => setMeta(db, PAUSE_KEY, { until }),
  resume: () => db.meta.delete(PAUSE_KEY),
  undo: ({ activityId }) => db.activity.update(activityId, { undoneAt: Date.now() }),
  chooseSide: ({ pairId, key }) => db.tracks.delete([pairId, key]),
  ignoreTitle: ({ pairId, items }) => {
    const [serverId, itemId] = Object.entries(items)[0]!;
    return db.unmatched.where({ pairId, serverId, itemId }).delete();
  },
  stopIgnoring: ({ pairId, id }) => db.ignored.delete([pairId, id]),
  unmatchTitles: ({ id }) => db.handMatches.delete(id),
  matchTitles: ({ pairId, serverId, itemId }) =>
    db.unmatched.where({ pairId, serverId, itemId }).delete(),
  searchTitles: () => [
    { itemId: 'o1', title: 'Heat', episodeTitle: null, year: 1995, runtimeMs: 3_600_000 },
  ],
  changePair: ({ pairId, changes: { guardrails: _, ...changes } }) =>
    db.pairs.update(pairId, changes),
  savePair: async ({ pair }) => {
    await db.pairs.put(pair);
  },
  removePair: ({ pairId }) => db.pairs.delete(pairId),
  saveServer: async ({ server }) => {
    const before = await db.servers.get(server.id);
    await db.servers.put({ ...before, ...server, token: 'token' });
  },
  removeServer: ({ serverId }) => db.servers.delete(serverId),
  signIn: () => ({ token: 'tok', userId: 'u1', userName: 'mia' }),
  testServer: () => FOUND,
  beginSignIn: () => CODE,
  askSignIn: () => CODE,
  importSettings: () => ({ servers: 1, pairs: 0 }),
  exportSettings: () => ({ format: 'playhead-settings' }),
  diagnose: () => ({ format: 'playhead-diagnosis' }),
  browserSync: () => ({ on: false, sharedAt: null, failed: false, offers: [], unreadable: 0 }),
};

/** Answers a command as the worker would, for a page that is tried without one. */
export async function work({ command, ...takes }: CommandMessage): Promise<unknown> {
  const done = await (WORK[command] as ((takes: unknown) => unknown) | undefined)?.(takes);
  return { ok: true, value: typeof done === 'object' ? done : null };
}
