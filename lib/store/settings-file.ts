import * as z from 'zod/mini';
import { wholeAddress } from '../model/address';
import { boundOf } from '../model/bounds';
import { type Problem, ProblemError } from '../model/problem';
import { isSame, SERVER_KINDS, type ServerSettings } from '../model/server';
import {
  DEFAULT_GUARDRAILS,
  DEFAULT_OPTIONS,
  endsOf,
  LIMITS,
  type Options,
  type Pair,
  type Settings,
} from '../model/settings';

/** The settings file: format `playhead-settings`, version 1. Unknown fields are refused by name. */
export const FORMAT = 'playhead-settings';
export const VERSION = 1;

const id = z.string().check(z.minLength(1), z.maxLength(200));
const nullableText = z.optional(z.nullable(z.string()));
/** A token travels in a header: printable ASCII without spaces. */
const token = z.string().check(z.regex(/^[\x21-\x7e]+$/));
const within = ([least, most]: readonly [number, number]) =>
  z.optional(z.number().check(z.gte(least), z.lte(most)));

const serverShape = z.strictObject({
  id,
  kind: z.enum(SERVER_KINDS),
  name: z.string().check(z.minLength(1)),
  address: z.string().check(z.minLength(1)),
  token: z.optional(z.nullable(token)),
  userId: nullableText,
  userName: nullableText,
  /** Null is all of them; none at all is a mistake. */
  libraries: z.optional(z.nullable(z.array(z.string()).check(z.minLength(1)))),
});

const pairShape = z.strictObject({
  id,
  source: id,
  target: id,
  mode: z.enum(['one-way', 'two-way']),
  enabled: z.optional(z.boolean()),
  addUpdate: z.optional(z.boolean()),
  remove: z.optional(z.boolean()),
  rewatch: z.optional(z.boolean()),
  guardrails: z.optional(
    z.strictObject({
      minimumSeconds: within(LIMITS.minimumSeconds),
      deltaSeconds: within(LIMITS.deltaSeconds),
      maximumPercent: within(LIMITS.maximumPercent),
    }),
  ),
});

const optionsShape = z.strictObject({
  oneWayRemoveMode: z.optional(z.enum(['source-deletes', 'mirror'])),
  intervalMinutes: z.optional(z.number().check(z.gte(1), z.lte(1440))),
  tombstoneDays: z.optional(z.number().check(z.gte(1), z.lte(3650))),
});

const fileShape = z.strictObject({
  format: z.literal(FORMAT),
  version: z.number(),
  servers: z.array(serverShape),
  pairs: z.array(pairShape),
  options: z.optional(optionsShape),
});

/**
 * Reads a settings file. Rejects with `settings-invalid` (params.field names what is unknown or
 * wrong, params.bound what a number had to be), `settings-version`, `bad-address`, `same-server` or `duplicate-pair`.
 */
export function parseSettingsFile(file: unknown): Settings {
  const parsed = z.safeParse(fileShape, file);
  if (!parsed.success) {
    const issue = parsed.error.issues[0]!;
    fail('settings-invalid', fieldOf(issue), boundOf(issue));
  }
  const { version, servers, pairs, options } = parsed.data;
  if (version !== VERSION) fail('settings-version', String(version));
  const settings: Settings = {
    servers: servers.map((server) => ({
      ...server,
      address: addressOf(server.address),
      token: server.token ?? null,
      userId: server.userId ?? null,
      userName: server.userName ?? null,
      libraries: server.libraries ?? null,
    })),
    pairs: pairs.map((pair) => ({
      ...pair,
      enabled: pair.enabled ?? true,
      addUpdate: pair.addUpdate ?? true,
      remove: pair.remove ?? true,
      rewatch: pair.rewatch ?? false,
      guardrails: { ...DEFAULT_GUARDRAILS, ...pair.guardrails },
    })),
    options: { ...DEFAULT_OPTIONS, ...options },
  };
  refuseTwins(settings);
  for (const pair of settings.pairs) checkPair(pair, settings.servers, []);
  return settings;
}

function fail(code: Problem['code'], field: string, bound: string | null = null): never {
  throw new ProblemError({ code, params: { field, ...(bound && { bound }) } });
}

/** "servers.0.tokn": where the file is wrong. */
function fieldOf(issue: z.core.$ZodIssue): string {
  const path = issue.path.map(String);
  if (issue.code === 'unrecognized_keys') return [...path, issue.keys[0]].join('.');
  return path.join('.') || 'file';
}

function refuseTwins(settings: Settings): void {
  for (const [list, name] of [
    [settings.servers, 'servers'],
    [settings.pairs, 'pairs'],
  ] as const) {
    const seen = new Set<string>();
    for (const [index, one] of list.entries()) {
      if (seen.has(one.id)) fail('settings-invalid', `${name}.${index}.id`);
      seen.add(one.id);
    }
  }
}

/** A stored address; what is quoted of a wrong one holds no credentials. */
export function addressOf(given: string): string {
  const quoted = URL.canParse(given) ? new URL(given).host : given;
  return wholeAddress(given) ?? fail('bad-address', quoted);
}

/** Refuses a pair with one server on both ends, a missing end, or the ends of another pair. */
export function checkPair(pair: Pair, servers: ServerSettings[], others: Pair[]): void {
  const ends = [pair.source, pair.target].map((end, index) => {
    const server = servers.find((one) => one.id === end);
    return server ?? fail('settings-invalid', `pairs.${pair.id}.${index ? 'target' : 'source'}`);
  });
  const [source, target] = ends as [ServerSettings, ServerSettings];
  if (source.id === target.id || isSame(source, target)) fail('same-server', pair.id);
  const twin = others.some((other) => other.id !== pair.id && endsOf(other) === endsOf(pair));
  if (twin) fail('duplicate-pair', pair.id);
}

/**
 * The settings as a file. Tokens stay out unless asked for; the other addresses of a server do too,
 * since the format has one: they are learnt anew by signing in. So does whether its libraries hold versions
 * side by side, which the format does not know.
 */
export function settingsFile(settings: Settings, withTokens: boolean): Record<string, unknown> {
  return {
    format: FORMAT,
    version: VERSION,
    servers: settings.servers.map(({ token: secret, fallbacks: _, sideBySide: __, ...server }) => ({
      ...server,
      ...(withTokens && secret ? { token: secret } : {}),
    })),
    pairs: settings.pairs,
    options: settings.options satisfies Options,
  };
}
