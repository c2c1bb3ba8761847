import type { Transaction } from 'dexie';
import type { JournalEntry, ServerState } from '../model/records';
import type { Activity, RunRecord } from '../model/run';
import { LIMITS, type Pair } from '../model/settings';

const NOT_KEPT = { runtimeMs: null, key: null, items: {}, stood: null, confirmed: null };

/** Rows from before runs were kept get a heading for each of their runs. */
export async function toRuns(tx: Transaction): Promise<void> {
  const runs = new Map<string, RunRecord>();
  await tx
    .table('activity')
    .toCollection()
    .modify((row: Activity) => {
      Object.assign(row, NOT_KEPT);
      // An undo used to stand under the run that it took back.
      if (row.kind === 'undo') row.runId = row.activityId;
      const { runId, pairId, at } = row;
      runs.set(runId, {
        ...{ runId, pairId, at, until: at, times: 1, summary: null, held: 0, waiting: [] },
        kind: row.kind === 'undo' ? 'by-hand' : 'older',
      });
    });
  await tx.table('runs').bulkPut([...runs.values()]);
  // Listed anew by the next run, with what is kept of them now.
  await tx.table('unmatched').clear();
  await tx.table('tracks').toCollection().modify({ runtimeMs: null });
  await tx
    .table('journal')
    .toCollection()
    .modify((entry: JournalEntry) => {
      Object.assign(entry.activity, NOT_KEPT);
      entry.track.runtimeMs = null;
    });
}

/** The catalogue in rows is gone: it is read anew, when a title is next looked for. */
export async function toShards(tx: Transaction): Promise<void> {
  await tx
    .table('serverStates')
    .toCollection()
    .modify((state: ServerState) => {
      state.catalogueMark = null;
    });
  // A smaller difference used to be taken, and is no difference: readings vary by it.
  const [least] = LIMITS.deltaSeconds;
  await tx
    .table('pairs')
    .toCollection()
    .modify(({ guardrails }: Pair) => {
      guardrails.deltaSeconds = Math.max(guardrails.deltaSeconds, least);
    });
}
