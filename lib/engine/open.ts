import type { Side } from '../model/observation';
import { type Problem, type ProblemCode, ProblemError, problemOf } from '../model/problem';
import type { HandMatch, ServerState } from '../model/records';
import type { ServerSettings } from '../model/server';
import type { Pair, Settings } from '../model/settings';
import { isSilent } from '../plan/condition';
import { lookLeft } from '../plan/look';
import {
  type Contact,
  freshState,
  NO_CAPABILITIES,
  nameShows,
  noteLook,
  scopeOf,
  setLook,
  stumble,
} from './contact';
import type { EnginePorts } from './ports';
import { reachElsewhere, reachedAt, userOf } from './reach';

const IDENTITY_HOLDS_MS = 24 * 60 * 60_000;
const LIBRARIES_HOLD_MS = 60 * 60_000;

/** Opens both ends of a pair. */
export async function openEnds(
  ports: EnginePorts,
  settings: Settings,
  pair: Pair,
  patient: boolean,
): Promise<Record<Side, Contact>> {
  const hands = await ports.store.handMatches(pair.id);
  const end = (id: string) => settings.servers.find((server) => server.id === id)!;
  const [left, right] = await Promise.all([
    openContact(ports, end(pair.source), patient, hands),
    openContact(ports, end(pair.target), patient, hands),
  ]);
  return { left, right };
}

/** Opens a server for a run: permission, identity, user, libraries, in-progress list. */
export async function openContact(
  ports: EnginePorts,
  settings: ServerSettings,
  patient: boolean,
  hands: HandMatch[] = [],
): Promise<Contact> {
  const known = await ports.store.serverState(settings.id);
  const state = { ...(known ?? freshState(settings.id)) };
  if (state.scope !== scopeOf(settings)) {
    Object.assign(state, { scope: scopeOf(settings), readAt: null, catalogueMark: null });
  }
  const looks = await ports.store.looks(settings.id);
  const server = ports.connect(reachedAt(settings, state, ports.now()), userOf(settings, state));
  const contact: Contact = {
    settings,
    server,
    requestsBefore: 0,
    state,
    looks: new Map(looks.map((look) => [look.itemId, look])),
    changedLooks: new Map(),
    newLooks: new Set(),
    showsRead: new Set(),
    catalogueChecked: false,
    inScope: new Set(),
    confirmed: false,
    opened: false,
    problem: null,
    listed: [],
    unreadLibraries: new Set(),
    libraryProblems: [],
    badRows: new Set(),
    listedAt: ports.now(),
    players: null,
    can: NO_CAPABILITIES,
    hands,
  };
  contact.problem = await refusedEarly(ports, contact, patient);
  if (contact.problem) return contact;
  let problem = await read(ports, contact);
  if (problem && isSilent(problem) && (await reachElsewhere(ports, contact))) {
    problem = await read(ports, contact);
  }
  if (problem) stumble(ports, contact, (await strangerBehind(contact, problem)) ?? problem);
  return contact;
}

/** Reads what a run begins with; answers what went wrong. */
async function read(ports: EnginePorts, contact: Contact): Promise<Problem | null> {
  const { settings, state } = contact;
  try {
    await checkIdentity(ports, contact);
    contact.can = contact.server.capabilities();
    state.can = { writes: contact.can.writes, clears: contact.can.clears };
    await readLibraries(ports, contact);
    await readList(ports, contact);
    contact.opened = true;
    Object.assign(state, { problem: null, failures: 0, notBefore: 0, okAt: ports.now() });
    return null;
  } catch (thrown) {
    return problemOf(thrown, settings.id);
  }
}

/** Refusals and answers that make no sense: what a strange server gives to questions not its own. */
const STRANGE: ProblemCode[] = [
  'signed-out',
  'forbidden',
  'not-found',
  'refused',
  'not-json',
  'login-page',
  'wrong-path',
  'bad-answer',
  'list-incomplete',
];

/** Before a refusal is believed: does the server that is meant answer there at all? */
async function strangerBehind(contact: Contact, problem: Problem): Promise<Problem | null> {
  const { settings, state, server } = contact;
  const before = state.boundServerId;
  if (!before || !STRANGE.includes(problem.code)) return null;
  try {
    const { serverId, name } = await server.identify();
    if (serverId === before) return null;
    return { code: 'wrong-server', serverId: settings.id, params: { found: name } };
  } catch (thrown) {
    const { code } = problemOf(thrown);
    return code === 'wrong-product' ? problemOf(thrown, settings.id) : null;
  }
}

/** Why a server is not even asked. That is no failure of the server, and is not counted as one. */
async function refusedEarly(
  ports: EnginePorts,
  { settings, state }: Contact,
  patient: boolean,
): Promise<Problem | null> {
  const serverId = settings.id;
  if (!settings.token) return { code: 'no-token', serverId };
  const { address } = reachedAt(settings, state, ports.now());
  if (!(await ports.allowed(address))) {
    return { code: 'permission-missing', serverId, params: { address } };
  }
  const wait = state.notBefore - ports.now();
  const asked = state.problem?.retryAfterMs !== undefined;
  if (wait <= 0 || !state.problem || !(patient || asked)) return null;
  return { ...state.problem, serverId };
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
  const expected = userOf(settings, state);
  if (expected && person.userId && person.userId !== expected) {
    throw new ProblemError({ code: 'wrong-user', params: { found: person.userName ?? '?' } });
  }
  Object.assign(state, {
    boundServerId: identity.serverId,
    boundUserId: person.userId ?? expected,
    version: identity.version,
    serverName: person.serverName ?? identity.name,
    checkedAt: ports.now(),
    // Ids of shows get corrected: they are asked for again once a day.
    showIds: {},
  });
  contact.confirmed = true;
  if (!expected && person.userId) {
    contact.requestsBefore += contact.server.traffic.requests;
    contact.server = ports.connect(reachedAt(settings, state, ports.now()), person.userId);
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
  const before = state.libraries;
  state.libraries = await server.libraries();
  state.librariesAt = ports.now();
  const missing = chosen?.find((id) => !state.libraries.some((library) => library.id === id));
  if (missing === undefined) return;
  const library = before.find(({ id }) => id === missing)?.name || missedBefore(state) || missing;
  throw new ProblemError({ code: 'library-missing', params: { library } });
}

/** What the missing library was called: only the run that first missed it could still tell. */
const missedBefore = ({ problem }: ServerState): string | undefined =>
  problem?.code === 'library-missing' ? problem.params?.library : undefined;

/** What a server answers for a library that is gone, or that this user may no longer see. */
const LOST: ProblemCode[] = ['library-missing', 'not-found', 'forbidden', 'library-forbidden'];

/**
 * Looks which libraries there are, after one that is known was not to be had. Rejects when it was
 * chosen and is no longer among them. Answers the problem as it stands otherwise: without a choice
 * a library may come and go, its items wait, and nobody is needed.
 */
async function lostLibrary(ports: EnginePorts, contact: Contact, lost: Problem): Promise<Problem> {
  contact.state.librariesAt = 0;
  if (!contact.settings.libraries) return { ...lost, code: 'library-unread' };
  await readLibraries(ports, contact);
  return lost;
}

async function readList(ports: EnginePorts, contact: Contact): Promise<void> {
  const { settings, state, server } = contact;
  contact.listedAt = ports.now();
  const asked = server.inProgress(settings.libraries, state.libraries);
  const listing = await asked.catch(async (thrown) => {
    const problem = problemOf(thrown);
    const ofOne = settings.libraries !== null && LOST.includes(problem.code);
    if (!ofOne && problem.code !== 'library-missing') throw thrown;
    throw new ProblemError(await lostLibrary(ports, contact, problem));
  });
  for (const { libraryId, problem } of listing.unread) {
    const lost = LOST.includes(problem.code);
    const left = lost ? await lostLibrary(ports, contact, problem) : problem;
    if (left.code === 'library-missing' || left.code === 'not-found') {
      throw new ProblemError({ code: 'library-missing', params: { library: libraryId } });
    }
    contact.unreadLibraries.add(libraryId);
    contact.libraryProblems.push({ ...left, serverId: settings.id });
  }
  contact.badRows = new Set(listing.badRows);
  contact.listed = listing.rows;
  for (const row of listing.rows) contact.inScope.add(row.itemId);
  await nameShows(contact, contact.listed);
  state.skewMs = server.skewMs;
  for (const row of contact.listed) noteLook(contact, row);
  if (listing.unread.length === 0) noteLeft(contact);
}

function noteLeft(contact: Contact): void {
  const listed = new Set(contact.listed.map((row) => row.itemId));
  for (const look of contact.looks.values()) {
    if (listed.has(look.itemId)) continue;
    const left = lookLeft(look, contact.state.readAt);
    if (left !== look) setLook(contact, left);
  }
}
