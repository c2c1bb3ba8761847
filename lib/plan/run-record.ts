import type { RunRecord, RunSummary } from '../model/run';
import type { RunContext } from './record';

type RunHeading = Pick<RunContext, 'runId' | 'pairId' | 'startedAt'>;

/** The record of something that the person did by hand, and that no run did. */
export const byHand = (runId: string, pairId: string, at: number): RunRecord => ({
  runId,
  pairId,
  kind: 'by-hand',
  at,
  until: at,
  times: 1,
  summary: null,
  held: 0,
  waiting: [],
});

/** The record of a run that is about to leave rows: it stands should the worker be killed. */
export const begun = ({ runId, pairId, startedAt }: RunHeading): RunRecord => ({
  ...byHand(runId, pairId, startedAt),
  kind: 'run',
});

/**
 * The record of a run that came to its end. Runs in a row that left no row and came to the same are
 * one record, so that quiet days do not fill the history. `last` is the newest record of the pair.
 */
export function ended(
  run: RunHeading,
  summary: RunSummary,
  { waiting, held }: Pick<RunRecord, 'waiting' | 'held'>,
  last: RunRecord | undefined,
): RunRecord {
  const until = summary.finishedAt;
  const record: RunRecord = { ...begun(run), until, summary, waiting, held };
  if (!last || !isQuiet(record) || !isQuiet(last) || !sameEnd(record, last)) return record;
  return { ...record, runId: last.runId, at: last.at, times: last.times + 1 };
}

/** Did it leave no row? */
function isQuiet({ kind, summary, waiting }: RunRecord): boolean {
  if (kind !== 'run' || !summary) return false;
  const { written, cleared, conflicts, skipped } = summary;
  return written + cleared + conflicts === 0 && skipped === waiting.length;
}

function sameEnd(a: RunRecord, b: RunRecord): boolean {
  return JSON.stringify(endOf(a)) === JSON.stringify(endOf(b));
}

const endOf = ({ summary, waiting, held }: RunRecord): unknown[] => [
  held,
  summary?.outcome,
  summary?.problem?.code,
  summary?.problem?.serverId,
  waiting.map(({ title, reason }) => [title, reason]),
];
