import * as z from 'zod/mini';
import { boundOf } from '../model/bounds';
import { LANGUAGE_TAGS } from '../model/language';
import { SERVER_KINDS } from '../model/server';
import { LIMITS } from '../model/settings';
import { SIGN_IN_WAYS } from '../model/signin';
import type { CommandMessage, CommandName } from './commands';

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

const SHAPES: Record<CommandName, z.ZodMiniObject> = {
  syncNow: z.object({ pairId: z.optional(text) }),
  pause: z.object({ until: z.nullable(z.number()) }),
  resume: z.object({}),
  preview: z.object({ pairId: text }),
  chooseTitles: z.object({ pairId: text, keys: z.nullable(z.array(text)) }),
  approveHold: z.object({ pairId: text, planHash: text }),
  dismissHold: z.object({ pairId: text }),
  undo: z.object({ activityId: text }),
  chooseSide: z.object({ pairId: text, key: text, serverId: text }),
  ignoreTitle: z.object({
    ...{ pairId: text, title: text, key: z.nullable(text) },
    items: z.record(text, text),
  }),
  searchTitles: z.object({
    ...{ serverId: text, text: text.check(z.minLength(1), z.maxLength(200)) },
    like: z.object({
      kind: z.enum(['movie', 'episode']),
      season: z.nullable(z.number()),
      episode: z.nullable(z.number()),
      runtimeMs: z.nullable(z.number()),
    }),
  }),
  matchTitles: z.object({ pairId: text, serverId: text, itemId: text, otherItemId: text }),
  unmatchTitles: z.object({ pairId: text, id: text }),
  stopIgnoring: z.object({ pairId: text, id: text }),
  testServer: z.object({ server: draft }),
  signIn: z.object({ server: draft, userName: text, password: text }),
  beginSignIn: z.object({ server: draft, way: z.enum(SIGN_IN_WAYS) }),
  askSignIn: z.object({ serverId: text }),
  cancelSignIn: z.object({ serverId: text }),
  waitingSignIns: z.object({}),
  switchPerson: z.object({ serverId: text, personId: text, pin: z.optional(z.nullable(text)) }),
  chooseServer: z.object({ serverId: text, wanted: text, address: z.optional(z.nullable(text)) }),
  saveServer: z.object({ server: draft }),
  removeServer: z.object({ serverId: text }),
  rebindServer: z.object({ serverId: text }),
  savePair: z.object({ pair }),
  changePair: z.object({
    pairId: text,
    changes: z.extend(z.partial(z.omit(pair, { id: true })), {
      guardrails: z.optional(z.partial(guardrails)),
    }),
  }),
  removePair: z.object({ pairId: text }),
  setLanguage: z.object({ language: z.nullable(z.enum(LANGUAGE_TAGS)) }),
  saveOptions: z.object({ options: z.partial(options) }),
  importSettings: z.object({ file: z.unknown() }),
  exportSettings: z.object({ withTokens: z.optional(z.boolean()) }),
  startOver: z.object({ settings: z.boolean() }),
  diagnose: z.object({}),
  setNotices: z.object({ on: z.boolean() }),
  browserSync: z.object({}),
  setBrowserSync: z.object({ on: z.boolean() }),
  takeOver: z.object({ from: text }),
  removeOffer: z.object({ from: text }),
  poster: z.object({ serverId: text, itemId: text }),
  setPosters: z.object({ on: z.boolean() }),
  history: z.object({ limit: z.optional(z.number()), pairId: z.optional(text) }),
};

export type Parsed =
  | { message: CommandMessage }
  | { unknown: true }
  | { wrong: { command: CommandName; field: string; bound: string | null } };

/** A message as a command, or what is wrong with it. */
export function parseCommand(message: unknown): Parsed {
  const name = (message as { command?: unknown } | null)?.command;
  if (typeof name !== 'string' || !Object.hasOwn(SHAPES, name)) return { unknown: true };
  const command = name as CommandName;
  const parsed = z.safeParse(SHAPES[command], message);
  if (!parsed.success) {
    const issue = parsed.error.issues[0]!;
    const field = issue.path.map(String).join('.');
    return { wrong: { command, field, bound: boundOf(issue) } };
  }
  return { message: { ...parsed.data, command } as CommandMessage };
}
