import type { Transaction } from 'dexie';
import type { ServerState, WriteEntry } from '../model/records';
import type { Activity, RunRecord } from '../model/run';
import { type Guardrails, LIMITS, type Pair } from '../model/settings';

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
    .modify((entry: WriteEntry) => {
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
  // Files used to bring limits that are none: a difference of nothing is always there.
  await tx
    .table('pairs')
    .toCollection()
    .modify(({ guardrails }: Pair) => {
      for (const name of Object.keys(LIMITS) as (keyof Guardrails)[]) {
        const [least, most] = LIMITS[name];
        guardrails[name] = Math.min(Math.max(guardrails[name], least), most);
      }
    });
}
