import * as z from 'zod/mini';
import type { FoundTitle } from '../model/item';
import { LANGUAGE_TAGS } from '../model/language';
import type { Problem } from '../model/problem';
import type { Activity, Plan, RunSummary } from '../model/run';
import { SERVER_KINDS, type ServerDraft } from '../model/server';
import { LIMITS, type SettingsFile } from '../model/settings';
import { SIGN_IN_WAYS, type SignIn, type SignInProgress, type SignInWay } from '../model/signin';
import type { Offer, ServerTest } from './answers';

/** What a command takes, as it is checked when it arrives; what it gives is a type alone. */
interface Command<Takes, Gives> {
  takes: Takes;
  gives?: Gives;
}

function takes<Shape extends z.core.$ZodLooseShape>(shape: Shape) {
  const checked = z.object(shape);
  return { gives: <Gives>(): Command<typeof checked, Gives> => ({ takes: checked }) };
}

const text = z.string();
const draft = z.object({
  id: text,
  kind: z.enum(SERVER_KINDS),
  name: text,
  address: text,
  token: z.optional(z.nullable(text)),
  userId: z._default(z.nullable(text), null),
  userName: z._default(z.nullable(text), null),
  libraries: z._default(z.nullable(z.array(text).check(z.minLength(1))), null),
  fallbacks: z.optional(z.array(text)),
  sideBySide: z.optional(z.boolean()),
});
const within = ([least, most]: readonly [number, number]) =>
  z.number().check(z.gte(least), z.lte(most));
const guardrails = z.object({
  minimumSeconds: within(LIMITS.minimumSeconds),
  deltaSeconds: within(LIMITS.deltaSeconds),
  maximumPercent: within(LIMITS.maximumPercent),
});
const pair = z.object({
  id: text.check(z.minLength(1)),
  source: text,
  target: text,
  mode: z.enum(['one-way', 'two-way']),
  enabled: z.boolean(),
  addUpdate: z.boolean(),
  remove: z.boolean(),
  rewatch: z.boolean(),
  guardrails,
});
const options = z.object({
  oneWayRemoveMode: z.enum(['source-deletes', 'mirror']),
  intervalMinutes: z.number().check(z.gte(1), z.lte(1440)),
  tombstoneDays: z.number().check(z.gte(1), z.lte(3650)),
});
const like = z.object({
  kind: z.enum(['movie', 'episode']),
  season: z.nullable(z.number()),
  episode: z.nullable(z.number()),
  runtimeMs: z.nullable(z.number()),
});

/** All that the person can ask for: what each command takes and what it gives. */
export const COMMANDS = {
  syncNow: takes({ pairId: z.optional(text) }).gives<RunSummary[]>(),
  /** Nothing runs by itself until then (epoch ms), or until it is resumed. */
  pause: takes({ until: z.nullable(z.number()) }).gives<null>(),
  resume: takes({}).gives<null>(),
  preview: takes({ pairId: text }).gives<Plan>(),
  /** Only these titles of a pair are synced from now on; null: all of them. Needs a preview. */
  chooseTitles: takes({ pairId: text, keys: z.nullable(z.array(text)) }).gives<null>(),
  approveHold: takes({ pairId: text, planHash: text }).gives<RunSummary[]>(),
  /** Nothing of the held plan is written; it is judged anew in the next run. */
  dismissHold: takes({ pairId: text }).gives<null>(),
  undo: takes({ activityId: text }).gives<Activity>(),
  /** A difference that was left apart: what `serverId` says goes onto the other server. */
  chooseSide: takes({ pairId: text, key: text, serverId: text }).gives<{
    written: number;
    cleared: number;
  }>(),
  /** Nothing of this title is written or cleared in this pair any more. */
  ignoreTitle: takes({
    ...{ pairId: text, title: text, key: z.nullable(text) },
    items: z.record(text, text),
  }).gives<null>(),
  /** A few titles of a server by a part of their name, or of their show's, the likest first. */
  searchTitles: takes({
    ...{ serverId: text, text: text.check(z.minLength(1), z.maxLength(200)) },
    like,
  }).gives<FoundTitle[]>(),
  /** The two titles are one from now on, in this pair. */
  matchTitles: takes({
    ...{ pairId: text, serverId: text, itemId: text },
    otherItemId: text,
  }).gives<null>(),
  unmatchTitles: takes({ pairId: text, id: text }).gives<null>(),
  stopIgnoring: takes({ pairId: text, id: text }).gives<null>(),
  testServer: takes({ server: draft }).gives<ServerTest>(),
  signIn: takes({ server: draft, userName: text, password: text }).gives<SignIn>(),
  /** Begins a sign-in that goes on elsewhere: at plex.tv, or by a code on another device. */
  beginSignIn: takes({ server: draft, way: z.enum(SIGN_IN_WAYS) }).gives<SignInProgress>(),
  askSignIn: takes({ serverId: text }).gives<SignInProgress>(),
  cancelSignIn: takes({ serverId: text }).gives<null>(),
  /** `isNew`: no server of this id is stored yet. */
  waitingSignIns: takes({}).gives<{ way: SignInWay; server: ServerDraft; isNew: boolean }[]>(),
  /** Goes on as another member of a Plex Home. */
  switchPerson: takes({
    ...{ serverId: text, personId: text },
    pin: z.optional(z.nullable(text)),
  }).gives<SignInProgress>(),
  /** Ends a sign-in at plex.tv with one of the account's servers; `wanted` is its own id. */
  chooseServer: takes({
    ...{ serverId: text, wanted: text },
    address: z.optional(z.nullable(text)),
  }).gives<SignIn>(),
  saveServer: takes({ server: draft }).gives<null>(),
  removeServer: takes({ serverId: text }).gives<null>(),
  /** The person says: what answers there now is the server they mean. Starts from first contact. */
  rebindServer: takes({ serverId: text }).gives<null>(),
  savePair: takes({ pair }).gives<null>(),
  /** Changes some fields of a pair, and leaves the others as they are by then. */
  changePair: takes({
    pairId: text,
    changes: z.extend(z.partial(z.omit(pair, { id: true })), {
      guardrails: z.optional(z.partial(guardrails)),
    }),
  }).gives<null>(),
  removePair: takes({ pairId: text }).gives<null>(),
  /** Null follows the browser. */
  setLanguage: takes({ language: z.nullable(z.enum(LANGUAGE_TAGS)) }).gives<null>(),
  /** Changes these rules, and leaves the others as they are by then. */
  saveOptions: takes({ options: z.partial(options) }).gives<null>(),
  importSettings: takes({ file: z.unknown() }).gives<{ servers: number; pairs: number }>(),
  exportSettings: takes({ withTokens: z.optional(z.boolean()) }).gives<SettingsFile>(),
  /** Forgets what was learnt; with `settings`, what was set too. Nothing is written to any server. */
  startOver: takes({ settings: z.boolean() }).gives<null>(),
  /** A file for bug reports: no titles, tokens, addresses or names. */
  diagnose: takes({}).gives<Record<string, unknown>>(),
  /** Switched on, it tells at once what waits already. */
  setNotices: takes({ on: z.boolean() }).gives<null>(),
  /** Settings through the browser's own sync: off unless switched on, and never with sign-ins. */
  browserSync: takes({}).gives<{
    on: boolean;
    sharedAt: number | null;
    failed: boolean;
    offers: Offer[];
    /** Offers of another version. */
    unreadable: number;
  }>(),
  setBrowserSync: takes({ on: z.boolean() }).gives<null>(),
  /** What is taken over is switched off, and begins with a preview. */
  takeOver: takes({ from: text }).gives<null>(),
  removeOffer: takes({ from: text }).gives<null>(),
  /** A small poster of a title, from its server or as kept; null where there is none. */
  poster: takes({ serverId: text, itemId: text }).gives<{ dataUrl: string } | null>(),
  /** Switched off, the posters that are kept are forgotten. */
  setPosters: takes({ on: z.boolean() }).gives<null>(),
  /** What is wrong with Playhead's own memory, if anything: found out anew. */
  memory: takes({}).gives<{ problem: Problem | null }>(),
  /** The person has read what became of the memory. */
  forgetMemoryNote: takes({}).gives<null>(),
  history: takes({ limit: z.optional(z.number()), pairId: z.optional(text) }).gives<Activity[]>(),
};

export type CommandName = keyof typeof COMMANDS;

type TakesOf<N extends CommandName> = (typeof COMMANDS)[N]['takes'];
type GivesOf<N extends CommandName> =
  (typeof COMMANDS)[N] extends Command<unknown, infer Gives> ? Gives : never;

/** The commands by name, as types: all that a page needs to know of them. */
export type Commands = {
  [N in CommandName]: { takes: z.output<TakesOf<N>>; gives: GivesOf<N> };
};

export type CommandMessage<N extends CommandName = CommandName> = {
  [K in N]: { command: K } & Commands[K]['takes'];
}[N];

/** What is done for each command, once what it takes was checked. */
export type Handlers = {
  [N in CommandName]: (takes: Commands[N]['takes']) => Promise<Commands[N]['gives']>;
};
