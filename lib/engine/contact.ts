import type { ServerRow } from '../model/item';
import type { Playing } from '../model/observation';
import { type Problem, ProblemError, problemOf } from '../model/problem';
import type { HandMatch, Look, ServerState, TitleIdentity } from '../model/records';
import type { Capabilities, ServerSettings } from '../model/server';
import type { ServerSight } from '../model/sight';
import { inheritedLooks, lookAgain } from '../plan/copy-look';
import { restOf } from '../plan/schedule';
import type { MediaServer } from '../servers/port';
import { learnLine } from './finish-line';
import type { EnginePorts } from './ports';

/** One server while pairs run over it. */
export interface Contact {
  given: Given;
  remembered: Remembered;
  /** What it has said so far. */
  sight: GrowingSight;
  asked: Asked;
}

interface Given {
  readonly settings: ServerSettings;
  server: MediaServer;
  /** Titles of the pair that runs which the person matched by hand. */
  hands: readonly HandMatch[];
}

interface Remembered {
  state: ServerState;
  /** Looks that changed and are not stored yet, by item id. */
  changedLooks: Map<string, Look>;
}

/** What has been asked of the server, so that nothing is asked twice. */
interface Asked {
  /** Requests of adapters that were given up for another address or user. */
  requestsBefore: number;
  /** Requests that other pairs have made already. */
  requestsOfOthers: number;
  /** Who answers there. */
  identity: boolean;
  /** It has answered all that a run begins with. */
  opened: boolean;
  /** Shows whose episodes were read. */
  shows: Set<string>;
  /** Whether its catalogue is as the server has it. */
  catalogue: boolean;
  /**
   * Titles of which nothing is known there, since what was asked about them or about their show failed,
   * and what the server said.
   */
  unread: WeakMap<TitleIdentity, Problem>;
}

/** A sight while it grows. */
export type GrowingSight = {
  -readonly [K in keyof ServerSight]: ServerSight[K] extends ReadonlyMap<infer I, infer V>
    ? Map<I, V>
    : ServerSight[K] extends ReadonlySet<infer I>
      ? Set<I>
      : ServerSight[K] extends readonly (infer I)[]
        ? I[]
        : ServerSight[K];
};

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

const NO_CAPABILITIES: Capabilities = {
  writes: false,
  clears: false,
  answersWrites: false,
  carriesFlags: false,
  keepsTime: false,
  holdsBoth: false,
  listsByLibrary: false,
  finds: 'index',
  floorMs: 0,
  ceiling: null,
};

/** A server of which nothing was asked yet. `now`: epoch ms. */
export function newContact(given: Given, state: ServerState, looks: Look[], now: number): Contact {
  return {
    given,
    remembered: { state, changedLooks: new Map() },
    sight: {
      serverId: given.settings.id,
      chosen: given.settings.libraries,
      can: NO_CAPABILITIES,
      skewMs: state.skewMs,
      problem: null,
      libraryProblems: [],
      listed: [],
      unreadLibraries: new Set(),
      badRows: new Set(),
      failing: new Map(),
      inScope: new Set(),
      looks: new Map(looks.map((look) => [look.itemId, look])),
      newLooks: new Set(),
      players: null,
      readAt: now,
      readBefore: state.readAt,
      timesAhead: false,
    },
    asked: {
      requestsBefore: 0,
      requestsOfOthers: 0,
      identity: false,
      opened: false,
      shows: new Set(),
      catalogue: false,
      unread: new WeakMap(),
    },
  };
}

/** What a server has said up to now, as nothing said later can change it. */
export function frozen({ sight }: Contact): ServerSight {
  const { players } = sight;
  return Object.freeze({
    ...sight,
    libraryProblems: [...sight.libraryProblems],
    listed: [...sight.listed],
    unreadLibraries: new Set(sight.unreadLibraries),
    badRows: new Set(sight.badRows),
    failing: new Map(sight.failing),
    inScope: new Set(sight.inScope),
    looks: new Map(sight.looks),
    newLooks: new Set(sight.newLooks),
    players: players instanceof Map ? new Map(players) : players,
  });
}

/**
 * Asks this server something. When that fails, the server is silent from here on: what it said
 * before in this run counts no more.
 */
export async function attempt<T>(
  ports: EnginePorts,
  contact: Contact,
  work: () => Promise<T>,
): Promise<T | null> {
  if (contact.sight.problem) return null;
  try {
    return await work();
  } catch (thrown) {
    stumble(ports, contact, problemOf(thrown, contact.sight.serverId));
    return null;
  }
}

/**
 * Makes sure, once a run, that it is still the same server: before anything is taken for gone, and
 * before titles are looked for there. The list alone cannot tell when it is empty.
 */
export async function confirmIdentity({ given, remembered, asked }: Contact): Promise<void> {
  const { boundServerId } = remembered.state;
  if (asked.identity || !boundServerId) return;
  const { serverId, name } = await given.server.identify();
  if (serverId !== boundServerId) {
    throw new ProblemError({ code: 'wrong-server', params: { found: name } });
  }
  asked.identity = true;
}

/** Requests made for the pair that runs. */
export const requestsOf = ({ given, asked }: Contact): number =>
  asked.requestsBefore + given.server.traffic.requests - asked.requestsOfOthers;

/** Notes a failure: the server is silent for this run, and left alone for a while. */
export function stumble(ports: EnginePorts, contact: Contact, stumbled: Problem): void {
  const { sight, asked, remembered } = contact;
  const revoked = asked.opened && stumbled.code === 'signed-out';
  const problem: Problem = revoked ? { ...stumbled, code: 'revoked' } : stumbled;
  sight.problem = problem;
  const failures = remembered.state.failures + 1;
  const now = ports.now();
  Object.assign(remembered.state, {
    problem,
    failures,
    failedAt: now,
    notBefore: now + restOf(problem, failures),
    checkedAt: 0,
    librariesAt: 0,
  });
}

/** Remembers what a row shows. */
export function noteLook(contact: Contact, row: ServerRow): void {
  const { looks, newLooks, serverId, readBefore, readAt } = contact.sight;
  const known = looks.get(row.itemId);
  const look = lookAgain(known, row, serverId, readBefore, readAt);
  if (known?.ours && !known.ours.finished && look.ours?.finished) {
    noteFinished(contact, known.ours.ms, row, readAt);
  }
  if (!known) newLooks.add(row.itemId);
  if (look !== known) setLook(contact, look);
}

/** A position that we wrote counted as watched: its server's finish line lies there, or before. */
export function noteFinished(
  { given, remembered, sight }: Contact,
  ms: number,
  row: ServerRow,
  at: number,
): void {
  sight.can = learnLine(given.server, remembered.state, { ms, row, at });
}

/** What was known of a title's old copies holds for rows that are those copies under new ids. */
export function inheritLooks(
  contact: Contact,
  rows: readonly ServerRow[],
  copies: Iterable<string>,
): void {
  takeInherited(contact, inheritedLooks(contact.sight, rows, copies));
}

export function takeInherited(contact: Contact, looks: readonly Look[]): void {
  for (const look of looks) {
    contact.sight.newLooks.delete(look.itemId);
    setLook(contact, look);
  }
}

export function setLook({ sight, remembered }: Contact, look: Look): void {
  sight.looks.set(look.itemId, look);
  remembered.changedLooks.set(look.itemId, look);
}

/** Looks that changed since they were last taken, to be stored. */
export function takeLooks(contacts: readonly Contact[]): Look[] {
  const looks = contacts.flatMap(({ remembered }) => [...remembered.changedLooks.values()]);
  for (const { remembered } of contacts) remembered.changedLooks.clear();
  return looks;
}

/** Reads who plays what, once per run. A server that does not tell leaves it unreadable. */
export async function readPlayers({ given, sight }: Contact): Promise<void> {
  if (sight.players !== null || sight.problem) return;
  try {
    const players = new Map<string, Playing>();
    for (const { itemId, paused } of await given.server.openPlayers()) {
      if (players.get(itemId) !== 'playing') players.set(itemId, paused ? 'paused' : 'playing');
    }
    sight.players = players;
  } catch {
    sight.players = 'unreadable';
  }
}
