import { OPTIONS_KEY, PAUSE_KEY, PROGRESS_KEY, SCHEDULE_KEY } from './meta';
import type { Rows, TableName } from './tables';

/** Can a value be what stands there? */
type Fit = (value: unknown) => boolean;
type Fits<Row> = { [K in keyof Row & string]?: Fit };

const text: Fit = (value) => typeof value === 'string';
const number: Fit = (value) => typeof value === 'number' && !Number.isNaN(value);
const flag: Fit = (value) => typeof value === 'boolean';
const anything: Fit = () => true;
const maybe =
  (fits: Fit): Fit =>
  (value) =>
    value === null || value === undefined || fits(value);
const nullOr =
  (fits: Fit): Fit =>
  (value) =>
    value === null || fits(value);
const list =
  (fits: Fit): Fit =>
  (value) =>
    Array.isArray(value) && value.every(fits);
const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const record =
  (fits: Fit): Fit =>
  (value) =>
    isObject(value) && Object.values(value).every(fits);
const row =
  <Row>(fits: Fits<Row>): Fit =>
  (value) =>
    isObject(value) &&
    Object.entries<Fit | undefined>(fits).every(([key, fits]) => fits!(value[key]));

const said = row({ is: text, ms: number, stamp: maybe(number), time: maybe(number) });
const identity = row({ kind: text, ids: record(anything), showIds: maybe(record(anything)) });
const track = row<Rows['tracks']>({
  ...{ pairId: text, key: text, title: text, identity, copies: record(list(text)) },
  ...{ said: maybe(record(said)), reason: text, settledAt: number },
  tombstone: maybe(row({ serverId: text, ms: number, at: number })),
  ...{ failures: number, restsUntil: number },
});
const problem = row({ code: text, params: maybe(record(text)) });
const summary = row({ pairId: text, outcome: text, finishedAt: number, problem: maybe(problem) });
const skip = row({ title: text, reason: text });
const action = row({ kind: text, serverId: text, title: text, fromMs: number, toMs: number });
const plan = row({ planHash: text, actions: list(action), skips: list(skip) });
const undo = row({
  track: maybe(track),
  copies: list(row({ itemId: text, ms: number, stamp: maybe(number), time: maybe(number) })),
});
const activity = row<Rows['activity']>({
  ...{ activityId: text, runId: maybe(text), pairId: text, at: number, kind: text, title: text },
  ...{ serverId: text, fromServerId: text, fromMs: number, toMs: number },
  ...{ conflict: maybe(isObject), undo: maybe(undo), items: maybe(record(text)) },
});
const reading = row({ scope: text, mark: text, at: number });

/** Single values that the rest is built on. */
const VALUES: Record<string, Fit> = {
  [OPTIONS_KEY]: row({
    ...{ oneWayRemoveMode: maybe(text), intervalMinutes: maybe(number) },
    tombstoneDays: maybe(number),
  }),
  [SCHEDULE_KEY]: row({ startedAt: maybe(number), finishedAt: maybe(number) }),
  [PROGRESS_KEY]: maybe(row({ pairId: text, stage: text, at: number })),
  [PAUSE_KEY]: maybe(row({ until: maybe(number) })),
};

const FITS: { [T in TableName]: Fit } = {
  servers: row<Rows['servers']>({
    ...{ id: text, kind: text, name: text, address: text, token: maybe(text) },
    ...{ userId: maybe(text), userName: maybe(text), libraries: maybe(list(text)) },
    fallbacks: maybe(list(text)),
  }),
  pairs: row<Rows['pairs']>({
    ...{ id: text, source: text, target: text, mode: text, enabled: flag },
    ...{ addUpdate: flag, remove: flag, rewatch: flag },
    guardrails: row({ minimumSeconds: number, deltaSeconds: number, maximumPercent: number }),
  }),
  meta: row<Rows['meta']>({ key: text }),
  tracks: track,
  looks: row<Rows['looks']>({
    ...{ serverId: text, itemId: text, ms: number, watched: flag, stamp: maybe(number) },
    ...{ bound: maybe(number), leftAfter: maybe(number), had: list(number) },
    ours: maybe(row({ ms: number, stamp: maybe(number), time: maybe(number) })),
    undone: maybe(row({ ms: number, old: number })),
  }),
  journal: row<Rows['journal']>({
    ...{ id: text, runId: text, pairId: text, kind: text, serverId: text, fromServerId: text },
    ...{ itemIds: list(text), toMs: number, time: maybe(number), origin: said, track, activity },
  }),
  activity,
  runs: row<Rows['runs']>({
    ...{ runId: text, pairId: text, kind: text, at: number, until: number, times: number },
    ...{ summary: maybe(summary), waiting: list(skip) },
  }),
  days: row<Rows['days']>({
    day: text,
    pairId: text,
    copied: number,
    cleared: number,
    conflicts: number,
    held: number,
  }),
  serverStates: row<Rows['serverStates']>({
    ...{ serverId: text, boundServerId: maybe(text), boundUserId: maybe(text) },
    ...{ version: maybe(text), checkedAt: number, libraries: list(isObject), librariesAt: number },
    ...{ readAt: maybe(number), scope: text, skewMs: number, problem: maybe(problem) },
    ...{ okAt: maybe(number), failures: number, notBefore: number, catalogueMark: maybe(text) },
    ...{ catalogueAt: number, showIds: record(isObject) },
  }),
  pairStates: row<Rows['pairStates']>({
    ...{ pairId: text, ends: text, view: text, consent: text, previewed: maybe(number) },
    ...{ trial: maybe(list(text)), startedAt: maybe(number), completedAt: maybe(number) },
    ...{ last: maybe(summary), approved: list(text) },
    hold: maybe(row({ planHash: text, plan, actionHashes: list(text), reason: text })),
  }),
  unmatched: row<Rows['unmatched']>({
    pairId: text,
    serverId: text,
    itemId: text,
    title: text,
    reason: text,
    identity,
  }),
  handMatches: row<Rows['handMatches']>({
    pairId: text,
    id: text,
    kind: text,
    sides: record(isObject),
  }),
  ignored: row<Rows['ignored']>({
    pairId: text,
    id: text,
    title: text,
    identity: maybe(identity),
    copies: record(list(text)),
  }),
  catalogues: row<Rows['catalogues']>({
    serverId: text,
    whole: nullOr(reading),
    underWay: maybe(row({ scope: text, mark: text, at: number, pages: number })),
  }),
  cataloguePages: row<Rows['cataloguePages']>({ serverId: text, page: number, texts: list(text) }),
  catalogueShards: row<Rows['catalogueShards']>({ serverId: text, shard: number, text }),
  episodes: row<Rows['episodes']>({
    serverId: text,
    showItemId: text,
    at: number,
    rows: list(isObject),
  }),
  posters: row<Rows['posters']>({ serverId: text, itemId: text, at: number, dataUrl: maybe(text) }),
};

/** Can this be a row of that table? One that cannot is damaged: whoever used it would break. */
export function fitsTable(table: TableName, value: unknown): boolean {
  if (!FITS[table](value)) return false;
  if (table !== 'meta') return true;
  const { key, value: held } = value as Rows['meta'];
  return held === undefined || (VALUES[key]?.(held) ?? true);
}
