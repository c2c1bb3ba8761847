import { chooseSide } from '../engine/choose';
import { greet } from '../engine/greet';
import { matchTitles, unmatchTitles } from '../engine/hand-match';
import { ignoreTitle, stopIgnoring } from '../engine/ignoring';
import type { EnginePorts } from '../engine/ports';
import { approveHold, dismissHold, previewPair } from '../engine/rounds';
import { searchTitles } from '../engine/search';
import { chooseTitles } from '../engine/trial';
import { undo } from '../engine/undo';
import type { RunSummary } from '../model/run';
import { freshPairState } from '../plan/pair-state';
import { waitedFor } from '../status/waiting';
import { Memory } from '../store/memory';
import { forgetNote } from '../store/memory-note';
import { newestActivity } from '../store/overview';
import { saveNoticePreference } from '../store/preferences';
import { SettingsWriter } from '../store/settings';
import { settingsFile } from '../store/settings-file';
import { endSignIn } from '../store/sign-ins';
import { startOver } from '../store/start-over';
import type { Handlers } from './commands';
import { diagnose } from './diagnose';
import { portsOf } from './engine-ports';
import type { Home } from './home';
import { chooseServer, switchPerson } from './plex-sign-in';
import type { Posters } from './posters';
import type { Rounds } from './rounds';
import type { Safekeeping } from './safekeeping';
import type { Sharing } from './sharing';
import { askSignIn, beginSignIn, listSignIns, pendingFor, signInWithPassword } from './sign-in';
import type { Speech } from './speech';
import type { State } from './state';
import { testServer } from './test-server';

/** What works on a command, beside the home itself. */
export interface Rooms {
  speech: Speech;
  state: State;
  rounds: Rounds;
  safekeeping: Safekeeping;
  sharing: Sharing;
  posters: Posters;
}

/** What is done for each command. */
export function handlersOf(home: Home, rooms: Rooms): Handlers {
  const { speech, state, rounds, safekeeping, sharing, posters } = rooms;
  const { store } = home;
  const memory = new Memory(store);
  const writer = new SettingsWriter(store);

  /** Work at the servers that must not overlap with a round. */
  const alone = <T>(work: (ports: EnginePorts) => Promise<T>): Promise<T> =>
    rounds.alone(async () => work(await portsOf(home)));

  /** Settings change between runs, never within one. */
  const changed = async (work: () => Promise<void>): Promise<null> => {
    await rounds.alone(work);
    await safekeeping.keep();
    await sharing.share();
    return null;
  };

  /** Summaries with their problems in words, as the pages and other tools read them. */
  const spoken = (summaries: RunSummary[]): Promise<RunSummary[]> =>
    Promise.all(
      summaries.map(async (summary) =>
        summary.problem ? { ...summary, problem: await speech.say(summary.problem) } : summary,
      ),
    );

  return {
    syncNow: async ({ pairId }) => spoken(await rounds.forPerson(pairId)),
    pause: ({ until }) => rounds.pause(until).then(nothing),
    resume: () => rounds.resume().then(nothing),
    preview: ({ pairId }) => alone((ports) => previewPair(ports, pairId)),
    chooseTitles: ({ pairId, keys }) =>
      alone((ports) => chooseTitles(ports, pairId, keys)).then(nothing),
    approveHold: ({ pairId, planHash }) =>
      alone(async (ports) => {
        const summaries = await approveHold(ports, pairId, planHash);
        await state.note(summaries);
        return spoken(summaries);
      }),
    dismissHold: ({ pairId }) => alone((ports) => dismissHold(ports, pairId)).then(nothing),
    undo: ({ activityId }) => alone((ports) => undo(ports, activityId)),
    chooseSide: ({ pairId, key, serverId }) =>
      alone((ports) => chooseSide(ports, pairId, key, serverId)),
    ignoreTitle: (titled) => changed(async () => ignoreTitle(await portsOf(home), titled)),
    searchTitles: async ({ serverId, text, like }) =>
      searchTitles(await portsOf(home), serverId, text, like),
    matchTitles: (matching) =>
      changed(async () => {
        await matchTitles(await portsOf(home), matching);
      }),
    unmatchTitles: ({ pairId, id }) =>
      changed(async () => unmatchTitles(await portsOf(home), pairId, id)),
    stopIgnoring: ({ pairId, id }) =>
      changed(async () => stopIgnoring(await portsOf(home), pairId, id)),
    testServer: ({ server }) => testServer(home, server),
    signIn: ({ server, userName, password }) =>
      signInWithPassword(home, server, userName, password),
    beginSignIn: ({ server, way }) => beginSignIn(home, server, way),
    askSignIn: ({ serverId }) => askSignIn(home, serverId),
    cancelSignIn: ({ serverId }) => endSignIn(store, serverId).then(nothing),
    waitingSignIns: () => listSignIns(home),
    switchPerson: async ({ serverId, personId, pin }) =>
      switchPerson(home, await pendingFor(home, serverId), personId, pin ?? null),
    chooseServer: async ({ serverId, wanted, address }) =>
      chooseServer(home, await pendingFor(home, serverId), wanted, address ?? null),
    saveServer: async ({ server }) => {
      await changed(async () => {
        await writer.saveServer(server);
        // With its own sign-in, it needs nothing that a sign-in elsewhere has brought.
        await endSignIn(store, server.id);
      });
      // What waited for it goes on: nobody waits for that here.
      void rounds.catchUp(async (overview) => waitedFor(overview, server.id)).catch(() => {});
      return null;
    },
    removeServer: ({ serverId }) =>
      changed(async () => {
        await safekeeping.keepWithout({ server: serverId });
        await writer.removeServer(serverId);
      }),
    rebindServer: ({ serverId }) =>
      changed(async () => {
        await writer.rebindServer(serverId);
        await greet(await portsOf(home), serverId);
      }),
    savePair: ({ pair }) => changed(() => writer.savePair(pair)),
    changePair: ({ pairId, changes }) => changed(() => writer.changePair(pairId, changes)),
    removePair: ({ pairId }) =>
      changed(async () => {
        await safekeeping.keepWithout({ pair: pairId });
        await writer.removePair(pairId);
      }),
    setLanguage: async ({ language }) => {
      await speech.choose(language);
      await safekeeping.keep();
      await state.show();
      return null;
    },
    saveOptions: ({ options }) => changed(() => writer.saveOptions(options)),
    importSettings: async ({ file }) => {
      const settings = await rounds.alone(() => writer.importFile(file, freshPairState));
      await safekeeping.keep();
      await rounds.waitOneInterval();
      await sharing.share();
      return { servers: settings.servers.length, pairs: settings.pairs.length };
    },
    exportSettings: async ({ withTokens }) =>
      settingsFile(await memory.settings(), withTokens === true),
    startOver: ({ settings }) =>
      changed(async () => {
        if (settings) await sharing.stop();
        if (settings) await safekeeping.keepNothing();
        await startOver(store, settings);
        if (settings) speech.forget();
      }),
    diagnose: () => diagnose(home),
    setNotices: async ({ on }) => {
      await saveNoticePreference(store, { on, told: [], silentSince: {} });
      await state.show();
      return null;
    },
    browserSync: () => sharing.offers(),
    setBrowserSync: ({ on }) => sharing.set(on).then(nothing),
    takeOver: ({ from }) => changed(() => sharing.takeOverFrom(from)),
    removeOffer: ({ from }) => sharing.removeOffer(from).then(nothing),
    memory: async () => ({ problem: await safekeeping.probe() }),
    forgetMemoryNote: () => forgetNote(store).then(nothing),
    poster: (wanted) => posters.posterOf(wanted),
    setPosters: ({ on }) => posters.set(on).then(nothing),
    history: ({ limit, pairId }) => newestActivity(store, limit ?? 100, pairId),
  };
}

const nothing = (): null => null;
