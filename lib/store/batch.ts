import type {
  HandMatch,
  Ignored,
  JournalEntry,
  Look,
  PairState,
  ServerState,
  Track,
  Unmatched,
} from '../model/records';
import type { Activity, RunRecord } from '../model/run';
import type { Changes } from './port';

/** A set of changes that become true together or not at all. */
export interface Batch {
  tracks?: Track[];
  forgetTracks?: { pairId: string; key: string }[];
  looks?: Look[];
  journal?: JournalEntry[];
  endJournal?: string[];
  activity?: Activity[];
  runs?: RunRecord[];
  serverStates?: ServerState[];
  pairStates?: PairState[];
  unmatched?: Unmatched[];
  ignored?: Ignored[];
  forgetIgnored?: Pick<Ignored, 'pairId' | 'id'>[];
  handMatches?: HandMatch[];
  forgetHandMatches?: string[];
  forgetUnmatched?: Pick<Unmatched, 'pairId' | 'serverId' | 'itemId'>[];
}

/** A batch as the store takes it: what is forgotten goes before the new is put. */
export function changesOf(batch: Batch): Required<Changes> {
  const { forgetTracks, endJournal, forgetUnmatched, forgetIgnored, forgetHandMatches } = batch;
  const { tracks, looks, journal, activity, runs, serverStates, pairStates } = batch;
  const { unmatched, ignored, handMatches } = batch;
  return {
    drops: given({
      tracks: forgetTracks?.map((one) => [one.pairId, one.key]),
      journal: endJournal,
      unmatched: forgetUnmatched?.map((one) => [one.pairId, one.serverId, one.itemId]),
      ignored: forgetIgnored?.map((one) => [one.pairId, one.id]),
      handMatches: forgetHandMatches,
    }),
    puts: given({
      ...{ tracks, looks, journal, activity, runs, serverStates, pairStates },
      ...{ unmatched, ignored, handMatches },
    }),
  };
}

/** Without the tables of which nothing is said. */
const given = <T extends Record<string, readonly unknown[] | undefined>>(lists: T): T =>
  Object.fromEntries(Object.entries(lists).filter(([, list]) => list && list.length > 0)) as T;
