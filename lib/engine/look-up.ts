import type { ExternalIds, ServerRow } from '../model/item';
import { ProblemError, problemOf } from '../model/problem';
import { twinsIn } from '../plan/copies';
import { handOf } from '../plan/hand';
import { type Contact, noteLook } from './contact';
import { apart, culpritsAmong, noteAnswered, noteCulprit, ofTheServer } from './culprits';

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
  const all = [...new Set(ids)];
  const culprits = culpritsAmong(contact, all);
  const wanted = all.filter((id) => !culprits.has(id));
  const found: FoundRows = { rows: new Map(), bad: new Set(culprits.keys()) };
  if (wanted.length === 0) return found;
  const { server } = contact.given;
  await apart(
    contact,
    wanted,
    async (some) => {
      const { rows, badRows } = await server.lookUp(some, toWrite);
      noteAnswered(contact, some);
      for (const [id, row] of rows) found.rows.set(id, row);
      for (const id of badRows) found.bad.add(id);
    },
    (id, problem) => {
      noteCulprit(contact, id, problem);
      found.bad.add(id);
    },
  );
  const rows = [...found.rows.values()];
  for (const { itemId } of await nameRows(contact, rows)) {
    found.rows.delete(itemId);
    found.bad.add(itemId);
  }
  await placeTwins(contact, [...found.rows.values()]);
  return found;
}

/**
 * Fills in the ids of the rows' shows, from memory where they are known, and which rows the person
 * matched by hand. Answers the rows whose show could not be asked for: which of their ids are the
 * show's nobody can tell, so nothing is to be made of them.
 */
export async function nameRows(contact: Contact, rows: ServerRow[]): Promise<ServerRow[]> {
  const { state } = contact.remembered;
  const episodes = rows.filter((row) => row.show && row.show.ids === null);
  const unknown = new Set<string>();
  for (const row of episodes) if (!state.showIds[row.show!.itemId]) unknown.add(row.show!.itemId);
  const { found, failed } = await showIdsOf(contact, [...unknown]);
  if (unknown.size > 0) state.showIds = { ...state.showIds, ...Object.fromEntries(found) };
  const { sideBySide } = contact.given.settings;
  for (const row of rows) {
    row.hand = handFor(contact, row);
    if (sideBySide) row.sideBySide = true;
  }
  const nameless = episodes.filter((row) => failed.has(row.show!.itemId) && !row.hand);
  for (const row of episodes) {
    row.show = { itemId: row.show!.itemId, ids: state.showIds[row.show!.itemId] ?? {} };
  }
  return nameless;
}

async function showIdsOf(contact: Contact, shows: string[]) {
  const found = new Map<string, ExternalIds>();
  const culprits = culpritsAmong(contact, shows);
  const failed = new Set(culprits.keys());
  const wanted = shows.filter((id) => !culprits.has(id));
  await apart(
    contact,
    wanted,
    async (some) => {
      for (const [id, ids] of await contact.given.server.showIds(some)) found.set(id, ids);
      noteAnswered(contact, some);
    },
    (id, problem) => {
      noteCulprit(contact, id, problem);
      failed.add(id);
    },
  );
  return { found, failed };
}

export const handFor = ({ given, sight }: Contact, row: ServerRow): string | undefined =>
  handOf(row, sight.serverId, given.hands)?.id;

/**
 * Asks in which libraries rows are that carry the same ids and are no copies by their length alone: two
 * files of one library are two titles, a version in another library is not.
 */
export async function placeTwins(contact: Contact, rows: ServerRow[]): Promise<void> {
  const { given, sight } = contact;
  if (!given.server.libraryOf) return;
  for (const row of twinsIn(rows)) {
    const known = sight.looks.get(row.itemId)?.libraryId ?? null;
    row.libraryId = known ?? (await libraryOf(contact, row.itemId));
  }
}

/** Null also where the server fails for this one: then nobody can tell. */
async function libraryOf(contact: Contact, itemId: string): Promise<string | null> {
  try {
    return (await contact.given.server.libraryOf?.(itemId)) ?? null;
  } catch (thrown) {
    const server = await ofTheServer(contact, problemOf(thrown));
    if (server) throw new ProblemError(server);
    return null;
  }
}
