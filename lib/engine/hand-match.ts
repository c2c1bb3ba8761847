import type { ServerRow } from '../model/item';
import { otherSide, type Side } from '../model/observation';
import { ProblemError } from '../model/problem';
import type { HandMatch, HandSide, Track } from '../model/records';
import { displayTitle, identityOf } from '../plan/identity';
import { sameCut } from '../plan/rules';
import { type Contact, scopeOf } from './contact';
import { openForPerson } from './contacts';
import { nameRows } from './look-up';
import type { EnginePorts } from './ports';

/** Two titles of one pair that the person says are one. */
export interface Matching {
  pairId: string;
  /** Playhead's id of the server that has the first. */
  serverId: string;
  itemId: string;
  /** The title on the pair's other server. */
  otherItemId: string;
}

/**
 * Remembers that two titles are one, by the ids of both. Rejects with `cannot-match` when they
 * cannot be: a film and an episode, or two lengths that are two cuts.
 */
export async function matchTitles(ports: EnginePorts, matching: Matching): Promise<HandMatch> {
  const { store } = ports;
  const { pairId, serverId, itemId, otherItemId } = matching;
  const settings = await store.settings();
  const pair = settings.pairs.find((one) => one.id === pairId);
  if (!pair) throw new ProblemError({ code: 'unknown-pair' });
  const side: Side = pair.source === serverId ? 'left' : 'right';
  const ends = await openForPerson(ports, settings, pair);
  const other = ends[otherSide(side)];
  const row = await readRow(ends[side], itemId);
  const otherRow = await readRow(other, otherItemId);
  if (row.kind !== otherRow.kind || !sameCut(row.runtimeMs, otherRow.runtimeMs)) {
    throw new ProblemError({ code: 'cannot-match', serverId: other.sight.serverId });
  }
  const match: HandMatch = {
    pairId,
    id: ports.newId(),
    kind: row.kind,
    sides: {
      [serverId]: sideOf(ends[side], row),
      [other.sight.serverId]: sideOf(other, otherRow),
    },
    at: ports.now(),
  };
  const listed = await store.unmatched(pairId);
  const before = (await store.handMatches(pairId)).filter((one) => overlaps(one, match));
  await store.commit({
    handMatches: [match],
    forgetHandMatches: before.map(({ id }) => id),
    forgetTracks: (await store.tracks(pairId)).filter((track) => knows(track, match)),
    forgetUnmatched: listed.filter((one) =>
      match.sides[one.serverId]?.itemIds.includes(one.itemId),
    ),
  });
  return match;
}

/** The two are two again. What was copied stays; nothing more is copied or cleared between them. */
export async function unmatchTitles(ports: EnginePorts, pairId: string, id: string): Promise<void> {
  const tracks = await ports.store.tracks(pairId);
  await ports.store.commit({
    forgetHandMatches: [id],
    forgetTracks: tracks.filter((track) => track.identity.hand === id),
  });
}

async function readRow(contact: Contact, itemId: string): Promise<ServerRow> {
  const { rows } = await contact.given.server.lookUp([itemId]);
  const row = rows.get(itemId);
  if (!row) throw new ProblemError({ code: 'not-found', serverId: contact.sight.serverId });
  await nameRows(contact, [row]);
  return { ...row, hand: undefined };
}

const sideOf = ({ given: { settings } }: Contact, row: ServerRow): HandSide => ({
  title: displayTitle(row),
  itemIds: [row.itemId],
  identity: identityOf(row),
  scope: scopeOf(settings),
});

const overlaps = (one: HandMatch, other: HandMatch): boolean =>
  Object.entries(one.sides).some(([serverId, { itemIds }]) =>
    itemIds.some((id) => other.sides[serverId]?.itemIds.includes(id)),
  );

/** Is one of the two an item with somebody else so far? */
const knows = (track: Track, { sides }: HandMatch): boolean =>
  Object.entries(sides).some(([serverId, { itemIds }]) =>
    itemIds.some((id) => track.copies[serverId]?.includes(id)),
  );
