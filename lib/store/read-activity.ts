import type { Collection } from 'dexie';
import type { Track } from '../model/records';
import type { Activity, PlanSkip, RunRecord, RunSummary } from '../model/run';
import { type DayCount, dayKey } from './days';
import { db } from './db';

export type { DayCount } from './days';

/** Which rows of the history are wanted; left out is any. */
export interface ActivityFilter {
  pairId?: string;
  serverId?: string;
  kind?: ActivityKind;
  /** Part of a title, in any case. */
  text?: string;
}

export type ActivityKind = 'write' | 'clear' | 'undo' | 'conflict' | 'skip';

export interface RunCounts {
  copied: number;
  cleared: number;
  undone: number;
  conflicts: number;
  leftOut: number;
}

/** One run of the history. */
export interface RunGroup {
  run: RunRecord;
  waiting: PlanSkip[];
  /** Those of its rows that are wanted, with its numbers; null: all, to be read when they are shown. */
  fitting: RunRows | null;
}

export interface RunRows {
  rows: Activity[];
  /** Rows of the run that are wanted but not read. */
  more: number;
  counts: RunCounts;
}

export interface ActivityPage {
  groups: RunGroup[];
  /** There is more behind. */
  more: boolean;
}

/** After every title. */
const LAST = '\uffff';

/**
 * History by run, newest first: `limit` runs, or with a filter on their rows `limit` rows with the
 * runs they belong to.
 */
export async function readRuns(filter: ActivityFilter, limit: number): Promise<ActivityPage> {
  const { pairId, serverId, kind, text } = filter;
  if (serverId || kind || text) return readFitting(filter, limit);
  const runs = await newestRuns(pairId).limit(limit).toArray();
  const groups = runs.map((run) => ({ run, waiting: run.waiting, fitting: null }));
  return { groups, more: runs.length === limit };
}

/** The first rows of a run, by title, and its numbers. */
export async function readRows(run: RunRecord, limit: number): Promise<RunRows> {
  const rows = await rowsOf(run.runId).limit(limit).toArray();
  const all = rows.length === limit ? await rowsOf(run.runId).count() : rows.length;
  return { rows, more: all - rows.length, counts: await countsOf(run) };
}

function newestRuns(pairId?: string): Collection<RunRecord, string> {
  const runs = pairId
    ? db.runs.where('[pairId+at]').between([pairId, 0], [pairId, Infinity])
    : db.runs.orderBy('at');
  return runs.reverse();
}

const rowsOf = (runId: string): Collection<Activity, string> =>
  db.activity.where('[runId+title]').between([runId, ''], [runId, LAST]);

/** A run that came to its end has its own numbers; of the rest, the rows are counted. */
async function countsOf({ runId, summary }: RunRecord): Promise<RunCounts> {
  if (summary) return summedUp(summary);
  const rows = await rowsOf(runId).toArray();
  const of = (kind: Activity['kind']) => rows.filter((row) => row.kind === kind).length;
  const conflicts = rows.filter((row) => row.conflict !== null).length;
  const [copied, cleared, undone, leftOut] = [of('write'), of('clear'), of('undo'), of('skip')];
  return { copied, cleared, undone, conflicts, leftOut };
}

export function summedUp(summary: RunSummary): RunCounts {
  const { written, cleared, skipped, conflicts } = summary;
  return { copied: written, cleared, undone: 0, conflicts, leftOut: skipped };
}

async function readFitting(filter: ActivityFilter, limit: number): Promise<ActivityPage> {
  const text = (filter.text ?? '').toLowerCase();
  const named = (title: string) => title.toLowerCase().includes(text);
  // One read of the bounded table: a walk through it, row by row, takes many times as long.
  const all = await (filter.pairId
    ? rowsOfPair(filter.pairId)
    : db.activity.orderBy('at')
  ).toArray();
  const rows = all
    .filter((row) => named(row.title) && isOfKind(row, filter.kind) && touches(row, filter))
    .slice(-limit)
    .reverse();
  const waits = !filter.kind || filter.kind === 'skip';
  const pairs = await pairsOf(filter.serverId);
  const fits = ({ pairId, waiting }: RunRecord) =>
    (!pairs || pairs.includes(pairId)) && waiting.some(({ title }) => named(title));
  const oldest = rows.length === limit ? rows.at(-1)!.at : 0;
  const waiting = waits
    ? await newestRuns(filter.pairId)
        .until((run) => run.at < oldest)
        .filter(fits)
        .limit(limit)
        .toArray()
    : [];
  const ids = [...new Set([...rows, ...waiting].map(({ runId }) => runId))];
  const runs = (await db.runs.bulkGet(ids)).filter((run) => run !== undefined);
  const groups = await Promise.all(
    runs.map(async (run) => ({
      run,
      fitting: {
        rows: rows.filter((row) => row.runId === run.runId),
        more: 0,
        counts: await countsOf(run),
      },
      waiting: waits ? run.waiting.filter(({ title }) => named(title)) : [],
    })),
  );
  const more = rows.length === limit || waiting.length === limit;
  return { groups: groups.sort((a, b) => b.run.at - a.run.at), more };
}

const rowsOfPair = (pairId: string): Collection<Activity, string> =>
  db.activity.where('[pairId+at]').between([pairId, 0], [pairId, Infinity]);

const isOfKind = (row: Activity, kind?: ActivityKind): boolean =>
  !kind || (kind === 'conflict' ? row.conflict !== null : row.kind === kind);

const touches = (row: Activity, { serverId }: ActivityFilter): boolean =>
  !serverId || row.serverId === serverId || row.fromServerId === serverId;

async function pairsOf(serverId?: string): Promise<string[] | null> {
  if (!serverId) return null;
  const pairs = await db.pairs.toArray();
  return pairs
    .filter(({ source, target }) => source === serverId || target === serverId)
    .map(({ id }) => id);
}

const DAY_MS = 24 * 60 * 60_000;

/** What was done on each of the last days, oldest first; days without anything are there too. */
export async function readDays(count: number, pairId?: string): Promise<DayCount[]> {
  // At noon, so that no change of the clocks loses a day.
  const noon = new Date().setHours(12, 0, 0, 0);
  const days = Array.from({ length: count }, (_, ago) => dayKey(noon - ago * DAY_MS)).reverse();
  const counts = await db.days.where('[day+pairId]').aboveOrEqual([days[0]]).toArray();
  const wanted = counts.filter((one) => !pairId || one.pairId === pairId);
  return days.map((day) => {
    const ofDay = wanted.filter((one) => one.day === day);
    const sum = (what: 'copied' | 'cleared' | 'conflicts' | 'held') =>
      ofDay.reduce((total, one) => total + one[what], 0);
    const [copied, cleared] = [sum('copied'), sum('cleared')];
    return { day, pairId: '', copied, cleared, conflicts: sum('conflicts'), held: sum('held') };
  });
}

/** Differences left standing, with their reasons. */
export async function readLeftApart(): Promise<Track[]> {
  return (await db.tracks.toArray()).filter(isLeftApart);
}

/** The item of a row, while its two sides are left apart. */
export async function readApart(pairId: string, key: string): Promise<Track | null> {
  const track = await db.tracks.get([pairId, key]);
  return track && isLeftApart(track) ? track : null;
}

function isLeftApart({ said, reason }: Track): boolean {
  if (!said || reason === 'agreed') return false;
  return new Set(Object.values(said).map((one) => `${one.is} ${one.ms}`)).size > 1;
}
