import type { FoundTitle, Sought } from '../model/item';
import type { Language } from '../model/language';
import type { SpokenProblem } from '../model/problem';
import type { Activity, Plan, RunSummary } from '../model/run';
import type { Library, Person, ServerDraft, ServerKind } from '../model/server';
import type { Options, Pair, PairChanges, SettingsFile } from '../model/settings';
import type { SignIn, SignInProgress, SignInWay } from '../model/signin';

/** What answers at an address, and as whom. */
export interface ServerTest {
  kind: ServerKind;
  serverId: string;
  serverName: string;
  version: string;
  userId: string | null;
  userName: string | null;
  libraries: Library[];
  /** The token belongs to nobody (an API key): the users to choose from. Else empty. */
  people: Person[];
  /** What this user last had in progress, newest first: is this you? */
  inProgress: Recent[];
}

/** A title in progress, as its server shows it. Times in milliseconds. */
export interface Recent {
  title: string;
  positionMs: number;
  runtimeMs: number | null;
}

/** What another browser of the same profile has put into its sync. */
export interface Offer {
  /** The random name of that browser. */
  from: string;
  /** Epoch ms. */
  at: number;
  /** Names of its servers. */
  servers: string[];
  pairs: number;
  /** Addresses that are new here. */
  addresses: string[];
  /** Its rules are others than here, and among them is the one-way remove mode Mirror. */
  rules: boolean;
  mirror: boolean;
}

/** Every command of the worker: what it takes and what it answers. */
export interface Commands {
  syncNow: { takes: { pairId?: string }; gives: RunSummary[] };
  /** Nothing runs by itself until then (epoch ms), or until it is resumed. */
  pause: { takes: { until: number | null }; gives: null };
  resume: { takes: Record<never, never>; gives: null };
  preview: { takes: { pairId: string }; gives: Plan };
  /** Only these titles of a pair are synced from now on; null: all of them. Needs a preview. */
  chooseTitles: { takes: { pairId: string; keys: string[] | null }; gives: null };
  approveHold: { takes: { pairId: string; planHash: string }; gives: RunSummary[] };
  /** Nothing of the held plan is written; it is judged anew in the next run. */
  dismissHold: { takes: { pairId: string }; gives: null };
  undo: { takes: { activityId: string }; gives: Activity };
  /** A difference that was left apart: what `serverId` says goes onto the other server. */
  chooseSide: {
    takes: { pairId: string; key: string; serverId: string };
    gives: { written: number; cleared: number };
  };
  /** Nothing of this title is written or cleared in this pair any more. */
  ignoreTitle: {
    takes: { pairId: string; title: string; key: string | null; items: Record<string, string> };
    gives: null;
  };
  /** A few titles of a server by a part of their name, or of their show's, the likest first. */
  searchTitles: {
    takes: { serverId: string; text: string; like: Sought };
    gives: FoundTitle[];
  };
  /** The two titles are one from now on, in this pair. */
  matchTitles: {
    takes: { pairId: string; serverId: string; itemId: string; otherItemId: string };
    gives: null;
  };
  unmatchTitles: { takes: { pairId: string; id: string }; gives: null };
  stopIgnoring: { takes: { pairId: string; id: string }; gives: null };
  testServer: { takes: { server: ServerDraft }; gives: ServerTest };
  signIn: {
    takes: { server: ServerDraft; userName: string; password: string };
    gives: SignIn;
  };
  /** Begins a sign-in that goes on elsewhere: at plex.tv, or by a code on another device. */
  beginSignIn: { takes: { server: ServerDraft; way: SignInWay }; gives: SignInProgress };
  askSignIn: { takes: { serverId: string }; gives: SignInProgress };
  cancelSignIn: { takes: { serverId: string }; gives: null };
  waitingSignIns: {
    takes: Record<never, never>;
    /** `isNew`: no server of this id is stored yet. */
    gives: { way: SignInWay; server: ServerDraft; isNew: boolean }[];
  };
  /** Goes on as another member of a Plex Home. */
  switchPerson: {
    takes: { serverId: string; personId: string; pin?: string | null };
    gives: SignInProgress;
  };
  /** Ends a sign-in at plex.tv with one of the account's servers; `wanted` is its own id. */
  chooseServer: {
    takes: { serverId: string; wanted: string; address?: string | null };
    gives: SignIn;
  };
  saveServer: { takes: { server: ServerDraft }; gives: null };
  removeServer: { takes: { serverId: string }; gives: null };
  /** The person says: what answers there now is the server they mean. Starts from first contact. */
  rebindServer: { takes: { serverId: string }; gives: null };
  savePair: { takes: { pair: Pair }; gives: null };
  /** Changes some fields of a pair, and leaves the others as they are by then. */
  changePair: { takes: { pairId: string; changes: PairChanges }; gives: null };
  removePair: { takes: { pairId: string }; gives: null };
  /** Null follows the browser. */
  setLanguage: { takes: { language: Language | null }; gives: null };
  /** Changes these rules, and leaves the others as they are by then. */
  saveOptions: { takes: { options: Partial<Options> }; gives: null };
  importSettings: { takes: { file: SettingsFile }; gives: { servers: number; pairs: number } };
  exportSettings: { takes: { withTokens?: boolean }; gives: SettingsFile };
  /** Forgets what was learnt; with `settings`, what was set too. Nothing is written to any server. */
  startOver: { takes: { settings: boolean }; gives: null };
  /** A file for bug reports: no titles, tokens, addresses or names. */
  diagnose: { takes: Record<never, never>; gives: Record<string, unknown> };
  /** Switched on, it tells at once what waits already. */
  setNotices: { takes: { on: boolean }; gives: null };
  /** Settings through the browser's own sync: off unless switched on, and never with sign-ins. */
  browserSync: {
    takes: Record<never, never>;
    gives: {
      on: boolean;
      sharedAt: number | null;
      failed: boolean;
      offers: Offer[];
      /** Offers of another version. */
      unreadable: number;
    };
  };
  setBrowserSync: { takes: { on: boolean }; gives: null };
  /** What is taken over is switched off, and begins with a preview. */
  takeOver: { takes: { from: string }; gives: null };
  removeOffer: { takes: { from: string }; gives: null };
  /** A small poster of a title, from its server or as kept; null where there is none. */
  poster: { takes: { serverId: string; itemId: string }; gives: { dataUrl: string } | null };
  /** Switched off, the posters that are kept are forgotten. */
  setPosters: { takes: { on: boolean }; gives: null };
  history: { takes: { limit?: number; pairId?: string }; gives: Activity[] };
}

export type CommandName = keyof Commands;
export type CommandMessage<N extends CommandName = CommandName> = {
  [K in N]: { command: K } & Commands[K]['takes'];
}[N];

export type Answer<T> = { ok: true; value: T } | { ok: false; error: SpokenProblem };
