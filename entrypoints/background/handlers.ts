import type { Handlers } from '../../lib/app/answer';
import { chooseSide } from '../../lib/engine/choose';
import { greet } from '../../lib/engine/greet';
import { matchTitles, unmatchTitles } from '../../lib/engine/hand-match';
import { ignoreTitle, stopIgnoring } from '../../lib/engine/ignoring';
import { approveHold, dismissHold, previewPair } from '../../lib/engine/rounds';
import { searchTitles } from '../../lib/engine/search';
import { chooseTitles } from '../../lib/engine/trial';
import { undo } from '../../lib/engine/undo';
import type { Problem, SpokenProblem } from '../../lib/model/problem';
import type { RunSummary } from '../../lib/model/run';
import { freshPairState } from '../../lib/plan/pair-state';
import { db } from '../../lib/store/db';
import { Memory } from '../../lib/store/memory';
import { SCHEDULE_KEY, setMeta } from '../../lib/store/meta';
import { saveNoticePreference } from '../../lib/store/preferences';
import { readActivity } from '../../lib/store/read';
import { SettingsWriter } from '../../lib/store/settings';
import { settingsFile } from '../../lib/store/settings-file';
import { endSignIn } from '../../lib/store/sign-ins';
import { startOver } from '../../lib/store/start-over';
import { spoken as spokenOf } from '../../lib/words/wording';
import {
  browserSync,
  removeOffer,
  setBrowserSync,
  shareSettings,
  stopSharing,
  takeOverFrom,
} from './browser-sync';
import { diagnose } from './diagnose';
import { forgetLanguage, languageChosen, setLanguage } from './language';
import { chooseServer, switchPerson } from './plex-sign-in';
import { browserPorts } from './ports';
import { posterOf, setPosters } from './posters';
import { alone, pauseRounds, readSchedule, resumeRounds, roundForPerson } from './rounds';
import { askSignIn, beginSignIn, listSignIns, pendingFor, signInWithPassword } from './sign-in';
import { showState } from './state';
import { testServer } from './test-server';

const memory = new Memory(db);
const writer = new SettingsWriter(db);

/** What the worker does for each command. */
export const handlers: Handlers = {
  syncNow: async ({ pairId }) => spoken(await roundForPerson(pairId)),
  pause: async ({ until }) => {
    await pauseRounds(until);
    return null;
  },
  resume: async () => {
    await resumeRounds();
    return null;
  },
  preview: ({ pairId }) => alone(async () => previewPair(await browserPorts(), pairId)),
  chooseTitles: ({ pairId, keys }) =>
    alone(async () => {
      await chooseTitles(await browserPorts(), pairId, keys);
      return null;
    }),
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
  searchTitles: async ({ serverId, text, like }) =>
    searchTitles(await browserPorts(), serverId, text, like),
  matchTitles: (matching) =>
    changed(async () => {
      await matchTitles(await browserPorts(), matching);
    }),
  unmatchTitles: ({ pairId, id }) =>
    changed(async () => unmatchTitles(await browserPorts(), pairId, id)),
  stopIgnoring: ({ pairId, id }) =>
    changed(async () => stopIgnoring(await browserPorts(), pairId, id)),
  testServer: ({ server }) => testServer(server),
  signIn: ({ server, userName, password }) => signInWithPassword(server, userName, password),
  beginSignIn: ({ server, way }) => beginSignIn(server, way),
  askSignIn: ({ serverId }) => askSignIn(serverId),
  cancelSignIn: async ({ serverId }) => {
    await endSignIn(db, serverId);
    return null;
  },
  waitingSignIns: () => listSignIns(),
  switchPerson: async ({ serverId, personId, pin }) =>
    switchPerson(await pendingFor(serverId), personId, pin ?? null),
  chooseServer: async ({ serverId, wanted, address }) =>
    chooseServer(await pendingFor(serverId), wanted, address ?? null),
  saveServer: ({ server }) => changed(() => writer.saveServer(server)),
  removeServer: ({ serverId }) => changed(() => writer.removeServer(serverId)),
  rebindServer: ({ serverId }) =>
    changed(async () => {
      await writer.rebindServer(serverId);
      await greet(await browserPorts(), serverId);
    }),
  savePair: ({ pair }) => changed(() => writer.savePair(pair)),
  changePair: ({ pairId, changes }) => changed(() => writer.changePair(pairId, changes)),
  removePair: ({ pairId }) => changed(() => writer.removePair(pairId)),
  setLanguage: async ({ language }) => {
    await setLanguage(language);
    await showState();
    return null;
  },
  saveOptions: ({ options }) => changed(() => writer.saveOptions(options)),
  importSettings: async ({ file }) => {
    const settings = await alone(() => writer.importFile(file, freshPairState));
    await waitOneInterval();
    await shareSettings();
    return { servers: settings.servers.length, pairs: settings.pairs.length };
  },
  exportSettings: async ({ withTokens }) =>
    settingsFile(await memory.settings(), withTokens === true),
  startOver: ({ settings }) =>
    changed(async () => {
      if (settings) await stopSharing();
      await startOver(db, settings);
      if (settings) forgetLanguage();
    }),
  diagnose: () => diagnose(),
  setNotices: async ({ on }) => {
    await saveNoticePreference(db, { on, told: [], silentSince: {} });
    await showState();
    return null;
  },
  browserSync: () => browserSync(),
  setBrowserSync: ({ on }) => setBrowserSync(on).then(() => null),
  takeOver: ({ from }) => changed(() => takeOverFrom(from)),
  removeOffer: ({ from }) => removeOffer(from).then(() => null),
  poster: (wanted) => posterOf(wanted),
  setPosters: ({ on }) => setPosters(on).then(() => null),
  history: ({ limit, pairId }) => readActivity(limit ?? 100, pairId),
};

/** Settings change between runs, never within one. */
async function changed(work: () => Promise<void>): Promise<null> {
  await alone(work);
  await shareSettings();
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

/** A problem in words, with the name of its server. */
export async function say(problem: Problem): Promise<SpokenProblem> {
  await languageChosen();
  const server = problem.serverId ? await db.servers.get(problem.serverId) : undefined;
  return spokenOf(problem, server?.name ?? null);
}

/** Summaries with their problems in words, as the pages and other tools read them. */
async function spoken(summaries: RunSummary[]): Promise<RunSummary[]> {
  return Promise.all(
    summaries.map(async (summary) =>
      summary.problem ? { ...summary, problem: await say(summary.problem) } : summary,
    ),
  );
}
