import type { ServerRow } from '../model/item';
import type { Playing } from '../model/observation';
import { needsYou, type Problem, ProblemError, problemOf } from '../model/problem';
import type { HandMatch, Look, ServerState } from '../model/records';
import type { Capabilities, ServerSettings } from '../model/server';
import { sameValue } from '../plan/changes';
import { handOf } from '../plan/hand';
import { lookAgain } from '../plan/look';
import { pauseAfter } from '../plan/schedule';
import type { MediaServer } from '../servers/port';
import type { EnginePorts } from './ports';

/** One server during one run: what is known of it, and what this run has read so far. */
export interface Contact {
  settings: ServerSettings;
  server: MediaServer;
  /** Requests of this run that `server` does not count. */
  requestsBefore: number;
  state: ServerState;
  looks: Map<string, Look>;
  changedLooks: Map<string, Look>;
  /** Copies that this run met for the first time. */
  newLooks: Set<string>;
  /** Shows whose episodes this run has read. */
  showsRead: Set<string>;
  /** Whether its catalogue is as the server has it was asked in this run. */
  catalogueChecked: boolean;
  /** Copies found by a question that was limited to the chosen libraries. */
  inScope: Set<string>;
  /** Who answers there was asked in this run. */
  confirmed: boolean;
  /** It has answered all that a run begins with. */
  opened: boolean;
  /** Set: this server says nothing in this run, and receives nothing. */
  problem: Problem | null;
  /** The in-progress list. */
  listed: ServerRow[];
  unreadLibraries: Set<string>;
  libraryProblems: Problem[];
  badRows: Set<string>;
  /** When the list was asked for, epoch ms. */
  listedAt: number;
  players: Map<string, Playing> | 'unreadable' | null;
  can: Capabilities;
  /** Titles of this run's pair that the person matched by hand. */
  hands: HandMatch[];
}

export const scopeOf = (settings: ServerSettings): string => JSON.stringify(settings.libraries);

export const freshState = (serverId: string): ServerState => ({
  serverId,
  boundServerId: null,
  boundUserId: null,
  version: null,
  serverName: null,
  checkedAt: 0,
  libraries: [],
  librariesAt: 0,
  readAt: null,
  scope: 'null',
  skewMs: 0,
  problem: null,
  okAt: null,
  failures: 0,
  notBefore: 0,
  catalogueMark: null,
  catalogueAt: 0,
  showIds: {},
});

export const NO_CAPABILITIES: Capabilities = {
  writes: false,
  clears: false,
  answersWrites: false,
  keepsTime: false,
  holdsBoth: false,
  listsByLibrary: false,
  finds: 'index',
  floorMs: 0,
  ceiling: null,
};

/**
 * Asks this server something. When that fails, the server is silent from here on: what it said
 * before in this run counts no more.
 */
export async function attempt<T>(
  ports: EnginePorts,
  contact: Contact,
  work: () => Promise<T>,
): Promise<T | null> {
  if (contact.problem) return null;
  try {
    return await work();
  } catch (thrown) {
    stumble(ports, contact, problemOf(thrown, contact.settings.id));
    return null;
  }
}

/**
 * Makes sure, once a run, that it is still the same server: before anything is taken for gone, and
 * before titles are looked for there. The list alone cannot tell when it is empty.
 */
export async function confirmIdentity(contact: Contact): Promise<void> {
  const { state, server } = contact;
  if (contact.confirmed || !state.boundServerId) return;
  const { serverId, name } = await server.identify();
  if (serverId !== state.boundServerId) {
    throw new ProblemError({ code: 'wrong-server', params: { found: name } });
  }
  contact.confirmed = true;
}

export const requestsOf = (contact: Contact): number =>
  contact.requestsBefore + contact.server.traffic.requests;

/** Notes a failure: the server is silent for this run, and left alone for a while. */
export function stumble(ports: EnginePorts, contact: Contact, stumbled: Problem): void {
  const revoked = contact.opened && stumbled.code === 'signed-out';
  const problem: Problem = revoked ? { ...stumbled, code: 'revoked' } : stumbled;
  contact.problem = problem;
  const failures = contact.state.failures + 1;
  const pause = Math.max(problem.retryAfterMs ?? 0, needsYou(problem) ? 0 : pauseAfter(failures));
  Object.assign(contact.state, {
    problem,
    failures,
    notBefore: ports.now() + pause,
    checkedAt: 0,
    librariesAt: 0,
  });
}

/** Remembers what a row shows. */
export function noteLook(contact: Contact, row: ServerRow): Look {
  const known = contact.looks.get(row.itemId);
  const look = lookAgain(known, row, contact.settings.id, contact.state.readAt);
  if (!known) contact.newLooks.add(row.itemId);
  if (look !== known) setLook(contact, look);
  return look;
}

/**
 * A title under a new id, standing where its old copy stood: what was known of the old copy holds
 * for the new one. `copies` are the ids that the title was known by.
 */
export function inheritLooks(contact: Contact, rows: ServerRow[], copies: Iterable<string>): void {
  const read = new Set(rows.map((row) => row.itemId));
  const lost = [...copies].filter((id) => !read.has(id));
  for (const row of rows) {
    if (!contact.newLooks.has(row.itemId)) continue;
    const old = lost.map((id) => contact.looks.get(id)).find((look) => look && standsAt(look, row));
    if (!old) continue;
    contact.newLooks.delete(row.itemId);
    const renamed = { ...old, itemId: row.itemId };
    setLook(contact, lookAgain(renamed, row, contact.settings.id, contact.state.readAt));
  }
}

const standsAt = (look: Look, row: ServerRow): boolean => sameValue(look.ms, row.positionMs);

export function setLook(contact: Contact, look: Look): void {
  contact.looks.set(look.itemId, look);
  contact.changedLooks.set(look.itemId, look);
}

/**
 * Fills in the ids of the rows' shows, from memory where they are known, and which rows the person
 * matched by hand.
 */
export async function nameShows(contact: Contact, rows: ServerRow[]): Promise<void> {
  const { state, server } = contact;
  const episodes = rows.filter((row) => row.show && row.show.ids === null);
  const unknown = new Set<string>();
  for (const row of episodes) if (!state.showIds[row.show!.itemId]) unknown.add(row.show!.itemId);
  if (unknown.size > 0) {
    const found = await server.showIds([...unknown]);
    state.showIds = { ...state.showIds, ...Object.fromEntries(found) };
  }
  for (const row of episodes) {
    row.show = { itemId: row.show!.itemId, ids: state.showIds[row.show!.itemId] ?? {} };
  }
  for (const row of rows) row.hand = handOf(row, contact.settings.id, contact.hands)?.id;
}

/** Reads who plays what, once per run. A server that does not tell leaves it unreadable. */
export async function readPlayers(contact: Contact): Promise<void> {
  if (contact.players !== null || contact.problem) return;
  try {
    const open = await contact.server.openPlayers();
    const players = new Map<string, Playing>();
    for (const { itemId, paused } of open) {
      if (players.get(itemId) !== 'playing') players.set(itemId, paused ? 'paused' : 'playing');
    }
    contact.players = players;
  } catch {
    contact.players = 'unreadable';
  }
}

export function playingOf(contact: Contact, itemId: string): Playing {
  if (contact.players === null) return 'no';
  if (contact.players === 'unreadable') return 'unreadable';
  return contact.players.get(itemId) ?? 'no';
}

/** Is a player open on this copy, as far as the server tells: playing or paused? */
export function isOpen(contact: Contact, itemId: string): boolean {
  const playing = playingOf(contact, itemId);
  return playing === 'playing' || playing === 'paused';
}
