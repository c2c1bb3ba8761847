import type { ExternalIds, ServerRow } from '../model/item';
import { type Problem, ProblemError, problemOf } from '../model/problem';
import { twinsIn } from '../plan/copies';
import { concernsServer, TOO_MANY_IN_A_ROW } from '../plan/failures';
import { handOf } from '../plan/hand';
import type { MediaServer } from '../servers/port';
import { type Contact, noteLook } from './contact';

/** Rows by item id; `bad` are copies that were there and could not be read. */
export interface FoundRows {
  rows: Map<string, ServerRow>;
  bad: Set<string>;
}

/**
 * Copies looked up by id, named, with what is known of them brought up to date. Where one of them makes
 * the server fail, the question is split until it is alone, and it is a bad one; the others are answered.
 */
export async function lookUpAll(
  contact: Contact,
  ids: Iterable<string>,
  toWrite = false,
): Promise<FoundRows> {
  const found = await lookUpRows(contact, ids, toWrite);
  for (const row of found.rows.values()) noteLook(contact, row);
  return found;
}

/** As `lookUpAll`, and nothing is noted. */
export async function lookUpRows(
  contact: Contact,
  ids: Iterable<string>,
  toWrite = false,
): Promise<FoundRows> {
  const wanted = [...new Set(ids)];
  const found: FoundRows = { rows: new Map(), bad: new Set() };
  if (wanted.length === 0) return found;
  const { server } = contact.given;
  await apart(
    wanted,
    async (some) => {
      const { rows, badRows } = await server.lookUp(some, toWrite);
      for (const [id, row] of rows) found.rows.set(id, row);
      for (const id of badRows) found.bad.add(id);
    },
    (id) => found.bad.add(id),
  );
  const rows = [...found.rows.values()];
  await nameRows(contact, rows);
  await placeTwins(contact, rows);
  return found;
}

/**
 * Asks for all at once, and, where that fails, for half of them at a time, down to the single one that
 * fails. Rejects with what concerns the server, and when several fail in a row.
 */
async function apart(
  all: string[],
  ask: (some: string[]) => Promise<void>,
  failed: (one: string) => void,
): Promise<void> {
  let inRow = 0;
  const go = async (some: string[]): Promise<void> => {
    try {
      await ask(some);
      inRow = 0;
    } catch (thrown) {
      const problem: Problem = problemOf(thrown);
      if (concernsServer(problem)) throw thrown;
      if (some.length > 1) {
        const half = Math.ceil(some.length / 2);
        await go(some.slice(0, half));
        await go(some.slice(half));
        return;
      }
      inRow += 1;
      if (inRow >= TOO_MANY_IN_A_ROW) throw new ProblemError(problem);
      failed(some[0]!);
    }
  };
  await go(all);
}

/**
 * Fills in the ids of the rows' shows, from memory where they are known, and which rows the person
 * matched by hand.
 */
export async function nameRows(contact: Contact, rows: ServerRow[]): Promise<void> {
  const { state } = contact.remembered;
  const episodes = rows.filter((row) => row.show && row.show.ids === null);
  const unknown = new Set<string>();
  for (const row of episodes) if (!state.showIds[row.show!.itemId]) unknown.add(row.show!.itemId);
  const found = await showIdsOf(contact.given.server, [...unknown]);
  if (unknown.size > 0) state.showIds = { ...state.showIds, ...Object.fromEntries(found) };
  for (const row of episodes) {
    row.show = { itemId: row.show!.itemId, ids: state.showIds[row.show!.itemId] ?? {} };
  }
  for (const row of rows) row.hand = handFor(contact, row);
}

async function showIdsOf(server: MediaServer, shows: string[]): Promise<Map<string, ExternalIds>> {
  const found = new Map<string, ExternalIds>();
  if (shows.length === 0) return found;
  await apart(
    shows,
    async (some) => {
      for (const [id, ids] of await server.showIds(some)) found.set(id, ids);
    },
    () => {},
  );
  return found;
}

export const handFor = ({ given, sight }: Contact, row: ServerRow): string | undefined =>
  handOf(row, sight.serverId, given.hands)?.id;

/**
 * Asks in which libraries rows are that carry the same ids and are no copies by their length alone: two
 * files of one library are two titles, a version in another library is not.
 */
export async function placeTwins(contact: Contact, rows: ServerRow[]): Promise<void> {
  const { given, sight } = contact;
  const { server } = given;
  if (!server.libraryOf) return;
  for (const row of twinsIn(rows)) {
    const known = sight.looks.get(row.itemId)?.libraryId ?? null;
    row.libraryId = known ?? (await server.libraryOf(row.itemId));
  }
}
