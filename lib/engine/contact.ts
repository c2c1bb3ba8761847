import type { ServerRow } from '../model/item';
import type { Playing } from '../model/observation';
import { needsYou, type Problem, ProblemError, problemOf } from '../model/problem';
import type { Look, ServerState } from '../model/records';
import type { Capabilities, ServerSettings } from '../model/server';
import { sameValue } from '../plan/changes';
import { lookAgain } from '../plan/look';
import { pauseAfter } from '../plan/schedule';
import type { MediaServer } from '../servers/port';
import type { EnginePorts } from './ports';

const IDENTITY_HOLDS_MS = 24 * 60 * 60_000;
const LIBRARIES_HOLD_MS = 60 * 60_000;

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

/** Opens a server for a run: permission, identity, user, libraries, in-progress list. */
export async function openContact(
  ports: EnginePorts,
  settings: ServerSettings,
  patient: boolean,
): Promise<Contact> {
  const known = await ports.store.serverState(settings.id);
  const state = { ...(known ?? freshState(settings.id)) };
  if (state.scope !== scopeOf(settings)) {
    Object.assign(state, { scope: scopeOf(settings), readAt: null, catalogueMark: null });
  }
  const looks = await ports.store.looks(settings.id);
  const server = ports.connect(settings, settings.userId ?? state.boundUserId);
  const contact: Contact = {
    settings,
    server,
    requestsBefore: 0,
    state,
    looks: new Map(looks.map((look) => [look.itemId, look])),
    changedLooks: new Map(),
    newLooks: new Set(),
    showsRead: new Set(),
    problem: null,
    listed: [],
    unreadLibraries: new Set(),
    libraryProblems: [],
    badRows: new Set(),
    listedAt: ports.now(),
    players: null,
    can: NO_CAPABILITIES,
  };
  try {
    await refuseEarly(ports, contact, patient);
    await checkIdentity(ports, contact);
    contact.can = contact.server.capabilities();
    await readLibraries(ports, contact);
    await readList(ports, contact);
    Object.assign(state, { problem: null, failures: 0, notBefore: 0, okAt: ports.now() });
  } catch (thrown) {
    stumble(ports, contact, problemOf(thrown, settings.id));
  }
  return contact;
}

const NO_CAPABILITIES: Capabilities = {
  writes: false,
  clears: false,
  keepsTime: false,
  holdsBoth: false,
  listsByLibrary: false,
  finds: 'index',
  floorMs: 0,
  ceiling: null,
};

export const requestsOf = (contact: Contact): number =>
  contact.requestsBefore + contact.server.traffic.requests;

/** Notes a failure: the server is silent for this run, and left alone for a while. */
export function stumble(ports: EnginePorts, contact: Contact, problem: Problem): void {
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

async function refuseEarly(ports: EnginePorts, contact: Contact, patient: boolean): Promise<void> {
  const { settings, state } = contact;
  if (!settings.token) throw new ProblemError({ code: 'no-token' });
  if (!(await ports.allowed(settings.address))) {
    throw new ProblemError({ code: 'permission-missing', params: { address: settings.address } });
  }
  const asked = state.problem?.retryAfterMs !== undefined;
  if (state.notBefore > ports.now() && (patient || asked) && state.problem) {
    throw new ProblemError({ ...state.problem, retryAfterMs: state.notBefore - ports.now() });
  }
}

/** Who answers there, and as whom: asked once a day, and after every failure. */
async function checkIdentity(ports: EnginePorts, contact: Contact): Promise<void> {
  const { settings, state } = contact;
  if (state.version) contact.server.useVersion(state.version);
  contact.server.expect?.(state.boundServerId);
  if (state.checkedAt > 0 && ports.now() - state.checkedAt < IDENTITY_HOLDS_MS) return;

  const identity = await contact.server.identify();
  if (state.boundServerId && state.boundServerId !== identity.serverId) {
    throw new ProblemError({ code: 'wrong-server', params: { found: identity.name } });
  }
  const person = await contact.server.whoAmI();
  const expected = settings.userId ?? state.boundUserId;
  if (expected && person.userId && person.userId !== expected) {
    throw new ProblemError({ code: 'wrong-user', params: { found: person.userName ?? '?' } });
  }
  Object.assign(state, {
    boundServerId: identity.serverId,
    boundUserId: person.userId ?? expected,
    version: identity.version,
    serverName: identity.name,
    checkedAt: ports.now(),
  });
  if (!expected && person.userId) {
    contact.requestsBefore += contact.server.traffic.requests;
    contact.server = ports.connect(settings, person.userId);
  }
  contact.server.useVersion(identity.version);
  contact.server.expect?.(identity.serverId);
}

async function readLibraries(ports: EnginePorts, contact: Contact): Promise<void> {
  const { settings, state, server, can } = contact;
  const chosen = settings.libraries;
  if (!chosen && !can.listsByLibrary) return;
  const fresh = ports.now() - state.librariesAt < LIBRARIES_HOLD_MS && state.libraries.length > 0;
  if (fresh && can.listsByLibrary) return;
  state.libraries = await server.libraries();
  state.librariesAt = ports.now();
  const missing = chosen?.find((id) => !state.libraries.some((library) => library.id === id));
  if (missing !== undefined) {
    throw new ProblemError({ code: 'library-missing', params: { library: missing } });
  }
}

async function readList(ports: EnginePorts, contact: Contact): Promise<void> {
  const { settings, state, server } = contact;
  contact.listedAt = ports.now();
  const listing = await server.inProgress(settings.libraries, state.libraries);
  for (const { libraryId, problem } of listing.unread) {
    const gone = problem.code === 'library-missing' || problem.code === 'not-found';
    if (gone && settings.libraries) {
      throw new ProblemError({ code: 'library-missing', params: { library: libraryId } });
    }
    if (gone) state.librariesAt = 0;
    contact.unreadLibraries.add(libraryId);
    contact.libraryProblems.push({ ...problem, serverId: settings.id });
  }
  contact.badRows = new Set(listing.badRows);
  contact.listed = listing.rows;
  await nameShows(contact, contact.listed);
  state.skewMs = server.skewMs;
  for (const row of contact.listed) noteLook(contact, row);
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

/** Fills in the ids of the rows' shows, from memory where they are known. */
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
