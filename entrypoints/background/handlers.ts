import { chooseSide } from '../../lib/engine/choose';
import { matchTitles, unmatchTitles } from '../../lib/engine/hand-match';
import { ignoreTitle, stopIgnoring } from '../../lib/engine/ignoring';
import { freshPairState } from '../../lib/engine/pair-state';
import { approveHold, dismissHold, previewPair } from '../../lib/engine/rounds';
import { searchTitles } from '../../lib/engine/search';
import { undo } from '../../lib/engine/undo';
import { type Problem, ProblemError, problemOf } from '../../lib/model/problem';
import type { RunSummary } from '../../lib/model/run';
import type { ServerDraft, ServerSettings } from '../../lib/model/server';
import type { ServerTest, SpokenProblem } from '../../lib/platform/commands';
import { isAllowed } from '../../lib/platform/permissions';
import type { Handlers } from '../../lib/platform/receive';
import { sayProblem } from '../../lib/platform/wording';
import { signInByName } from '../../lib/servers/mediabrowser/signin';
import { db, SCHEDULE_KEY, setMeta } from '../../lib/store/db';
import { DexieStore } from '../../lib/store/dexie-store';
import { readActivity } from '../../lib/store/read';
import { ensureDeviceId, SettingsWriter } from '../../lib/store/settings';
import { settingsFile } from '../../lib/store/settings-file';
import { browserPorts, connectAs } from './ports';
import { alone, readSchedule, roundForPerson } from './rounds';
import { showState } from './state';

const store = new DexieStore(db);
const writer = new SettingsWriter(db);

/** What the worker does for each command. */
export const handlers: Handlers = {
  syncNow: async ({ pairId }) => spoken(await roundForPerson(pairId)),
  preview: ({ pairId }) => alone(async () => previewPair(await browserPorts(), pairId)),
  approveHold: ({ pairId, planHash }) =>
    alone(async () => spoken(await approveHold(await browserPorts(), pairId, planHash))),
  dismissHold: ({ pairId }) =>
    alone(async () => {
      await dismissHold(await browserPorts(), pairId);
      return null;
    }),
  undo: ({ activityId }) => alone(async () => undo(await browserPorts(), activityId)),
  chooseSide: ({ pairId, key, serverId }) =>
    alone(async () => chooseSide(await browserPorts(), pairId, key, serverId)),
  ignoreTitle: (titled) => changed(async () => ignoreTitle(await browserPorts(), titled)),
  searchTitles: async ({ serverId, text, kind }) =>
    searchTitles(await browserPorts(), serverId, text, kind),
  matchTitles: (matching) =>
    changed(async () => {
      await matchTitles(await browserPorts(), matching);
    }),
  unmatchTitles: ({ pairId, id }) =>
    changed(async () => unmatchTitles(await browserPorts(), pairId, id)),
  stopIgnoring: ({ pairId, id }) =>
    changed(async () => stopIgnoring(await browserPorts(), pairId, id)),
  testServer: ({ server }) => testServer(server),
  signIn: async ({ server, userName, password }) => {
    const settings = await reachable(server);
    const connection = await connectionOf(settings);
    // A password goes to the product it is meant for only.
    await connectAs(settings, null, connection.deviceId).identify();
    const { token, userId, userName: name } = await signInByName(connection, userName, password);
    return { token, userId, userName: name };
  },
  saveServer: ({ server }) => changed(() => writer.saveServer(server)),
  removeServer: ({ serverId }) => changed(() => writer.removeServer(serverId)),
  rebindServer: ({ serverId }) => changed(() => writer.rebindServer(serverId)),
  savePair: ({ pair }) => changed(() => writer.savePair(pair)),
  removePair: ({ pairId }) => changed(() => writer.removePair(pairId)),
  saveOptions: ({ options }) => changed(() => writer.saveOptions(options)),
  importSettings: async ({ file }) => {
    const settings = await alone(() => writer.importFile(file, freshPairState));
    await waitOneInterval();
    return { servers: settings.servers.length, pairs: settings.pairs.length };
  },
  exportSettings: async ({ withTokens }) =>
    settingsFile(await store.settings(), withTokens === true),
  history: ({ limit, pairId }) => readActivity(limit ?? 100, pairId),
};

/** Settings change between runs, never within one. */
async function changed(work: () => Promise<void>): Promise<null> {
  await alone(work);
  return null;
}

/** The first scheduled round comes one interval after the settings, not at the next wake-up. */
async function waitOneInterval(): Promise<void> {
  const { startedAt } = await readSchedule();
  if (startedAt !== null) return;
  const now = Date.now();
  await setMeta(db, SCHEDULE_KEY, { startedAt: now, finishedAt: now });
  await showState();
}

async function reachable(draft: ServerDraft): Promise<ServerSettings> {
  const settings = await writer.complete(draft);
  if (!(await isAllowed(settings.address))) {
    throw new ProblemError({
      code: 'permission-missing',
      serverId: draft.id,
      params: { address: settings.address },
    });
  }
  return settings;
}

async function connectionOf(settings: ServerSettings) {
  return {
    ...settings,
    deviceId: await ensureDeviceId(db, settings.id),
    fetch: globalThis.fetch.bind(globalThis),
  };
}

/** Says what answers at an address, and as whom. Nothing is saved. */
async function testServer(draft: ServerDraft): Promise<ServerTest> {
  const settings = await reachable(draft);
  const deviceId = await ensureDeviceId(db, settings.id);
  const server = connectAs(settings, settings.userId, deviceId);
  const identity = await server.identify();
  if (!settings.token) throw new ProblemError({ code: 'no-token', serverId: draft.id });
  const answers = {
    kind: identity.product,
    serverId: identity.serverId,
    serverName: identity.name,
    version: identity.version,
  };
  const person = await server.whoAmI().catch((thrown) => {
    if (!settings.userId && problemOf(thrown).code === 'wrong-user') return null;
    throw thrown;
  });
  if (!person) {
    const people = await server.people();
    return { ...answers, userId: null, userName: null, libraries: [], people };
  }
  answers.serverName = person.serverName ?? identity.name;
  const userId = person.userId ?? settings.userId;
  const asUser = connectAs(settings, userId, deviceId);
  asUser.useVersion(identity.version);
  const libraries = await asUser.libraries();
  const userName = person.userName ?? settings.userName;
  return { ...answers, userId, userName, libraries, people: [] };
}

/** A problem in words, with the name of its server. */
export async function say(problem: Problem): Promise<SpokenProblem> {
  const server = problem.serverId ? await db.servers.get(problem.serverId) : undefined;
  return {
    code: problem.code,
    message: sayProblem(problem, server?.name ?? null),
    ...(problem.serverId ? { serverId: problem.serverId } : {}),
  };
}

/** Summaries with their problems in words, as the pages and other tools read them. */
async function spoken(summaries: RunSummary[]): Promise<RunSummary[]> {
  return Promise.all(
    summaries.map(async (summary) =>
      summary.problem ? { ...summary, problem: await say(summary.problem) } : summary,
    ),
  );
}
