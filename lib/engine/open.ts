import type { ServerRow } from '../model/item';
import {
  isSilent,
  type Problem,
  type ProblemCode,
  ProblemError,
  problemOf,
} from '../model/problem';
import type { HandMatch, ServerState } from '../model/records';
import type { Library, ServerSettings } from '../model/server';
import { lookLeft } from '../plan/copy-look';
import { personWaits } from '../plan/schedule';
import {
  type Contact,
  confirmIdentity,
  freshState,
  newContact,
  noteLook,
  scopeOf,
  setLook,
  stumble,
} from './contact';
import { keepToLine } from './finish-line';
import { nameRows, placeTwins } from './look-up';
import type { EnginePorts } from './ports';
import { reachElsewhere, reachedAt, userOf } from './reach';

const IDENTITY_HOLDS_MS = 24 * 60 * 60_000;
const LIBRARIES_HOLD_MS = 60 * 60_000;
/** Stamps may run a little ahead; the request for the list took time as well. */
const AHEAD_MS = 2 * 60_000;

/** Opens a server: permission, identity, user, libraries, in-progress list. */
export async function openContact(
  ports: EnginePorts,
  settings: ServerSettings,
  patient: boolean,
  hands: readonly HandMatch[] = [],
): Promise<Contact> {
  const known = await ports.store.serverState(settings.id);
  const state = { ...(known ?? freshState(settings.id)) };
  if (state.scope !== scopeOf(settings)) {
    Object.assign(state, { scope: scopeOf(settings), readAt: null, catalogueMark: null });
  }
  const looks = await ports.store.looks(settings.id);
  const server = ports.connect(reachedAt(settings, state, ports.now()), userOf(settings, state));
  const contact = newContact({ settings, server, hands }, state, looks, ports.now());
  contact.sight.problem = await refusedEarly(ports, contact, patient);
  if (contact.sight.problem) return contact;
  let problem = await read(ports, contact);
  if (problem && isSilent(problem) && (await reachElsewhere(ports, contact))) {
    problem = await read(ports, contact);
  }
  if (problem) stumble(ports, contact, (await strangerBehind(contact, problem)) ?? problem);
  return contact;
}

/** Reads what a run begins with; answers what went wrong. */
async function read(ports: EnginePorts, contact: Contact): Promise<Problem | null> {
  const { given, sight, asked } = contact;
  const { state } = contact.remembered;
  try {
    await checkIdentity(ports, contact);
    if (state.byKey && !asked.identity) await given.server.mayWatch?.();
    sight.can = given.server.capabilities();
    state.can = { writes: sight.can.writes, clears: sight.can.clears };
    await readLibraries(ports, contact);
    await readList(ports, contact);
    asked.opened = true;
    Object.assign(state, { problem: null, failures: 0, notBefore: 0, okAt: ports.now() });
    return null;
  } catch (thrown) {
    return problemOf(thrown, sight.serverId);
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
  'no-media-server',
  'wrong-path',
  'bad-answer',
  'list-incomplete',
  'answer-too-large',
  'library-missing',
  'library-unread',
];

/** What says that no server of this kind answers there. */
const NOT_THE_SERVER: ProblemCode[] = [
  'wrong-product',
  'no-media-server',
  'login-page',
  'wrong-path',
];

/** Before a refusal is believed: does the server that is meant answer there at all? */
async function strangerBehind(contact: Contact, problem: Problem): Promise<Problem | null> {
  const { settings, server } = contact.given;
  const before = contact.remembered.state.boundServerId;
  if (!before || !STRANGE.includes(problem.code)) return null;
  try {
    const { serverId, name } = await server.identify();
    if (serverId === before) return null;
    return { code: 'wrong-server', serverId: settings.id, params: { found: name } };
  } catch (thrown) {
    const other = problemOf(thrown, settings.id);
    return NOT_THE_SERVER.includes(other.code) ? other : null;
  }
}

/** Why a server is not even asked. That is no failure of the server, and is not counted as one. */
async function refusedEarly(
  ports: EnginePorts,
  { given: { settings }, remembered: { state } }: Contact,
  patient: boolean,
): Promise<Problem | null> {
  const serverId = settings.id;
  if (!settings.token) return { code: 'no-token', serverId };
  const { address } = reachedAt(settings, state, ports.now());
  if (!(await ports.allowed(address))) {
    return { code: 'permission-missing', serverId, params: { address } };
  }
  const { problem, notBefore, failedAt = 0 } = state;
  if (!problem) return null;
  const until = patient ? notBefore : Math.min(notBefore, failedAt + personWaits(problem));
  return ports.now() < until ? { ...problem, serverId } : null;
}

/**
 * Who answers there, and as whom: asked once a day, after every failure, and at an address that was not
 * asked last, before the token is sent.
 */
async function checkIdentity(ports: EnginePorts, contact: Contact): Promise<void> {
  const { given, asked } = contact;
  const { settings } = given;
  const { state } = contact.remembered;
  if (state.version) given.server.useVersion(state.version);
  keepToLine(given.server, state);
  given.server.expect?.(state.boundServerId);
  const { address } = reachedAt(settings, state, ports.now());
  const isHere = (state.checkedAddress ?? address) === address;
  if (isHere && state.checkedAt > 0 && ports.now() - state.checkedAt < IDENTITY_HOLDS_MS) return;

  const identity = await given.server.identify();
  if (state.boundServerId && state.boundServerId !== identity.serverId) {
    throw new ProblemError({ code: 'wrong-server', params: { found: identity.name } });
  }
  const person = await given.server.whoAmI();
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
    checkedAddress: address,
    // Ids of shows get corrected: they are asked for again once a day.
    showIds: {},
  });
  asked.identity = true;
  state.byKey = (await given.server.isKey?.().catch(() => true)) ?? false;
  state.finishLine = (await given.server.finishLine?.().catch(() => null)) ?? null;
  if (!expected && person.userId) {
    asked.requestsBefore += given.server.traffic.requests;
    given.server = ports.connect(reachedAt(settings, state, ports.now()), person.userId);
  }
  given.server.useVersion(identity.version);
  keepToLine(given.server, state);
  given.server.expect?.(identity.serverId);
}

async function readLibraries(ports: EnginePorts, contact: Contact): Promise<void> {
  const { given, sight } = contact;
  const { state } = contact.remembered;
  const chosen = given.settings.libraries;
  if (!chosen && !sight.can.listsByLibrary) return;
  const fresh = ports.now() - state.librariesAt < LIBRARIES_HOLD_MS && state.libraries.length > 0;
  if (fresh && sight.can.listsByLibrary) return;
  const before = state.libraries;
  const libraries = await given.server.libraries();
  // By its libraries another server would pass for this one from now on.
  if (areNews(before, libraries)) await confirmIdentity(contact);
  state.libraries = libraries;
  state.librariesAt = ports.now();
  const missing = chosen?.find((id) => !state.libraries.some((library) => library.id === id));
  if (missing === undefined) return;
  const library = before.find(({ id }) => id === missing)?.name || missedBefore(state) || missing;
  throw new ProblemError({ code: 'library-missing', params: { library } });
}

/** Is there a library by whose mark this server was not known before? */
const areNews = (before: readonly Library[], now: readonly Library[]): boolean =>
  now.some(({ mark }) => mark !== undefined && !before.some((one) => one.mark === mark));

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
  contact.remembered.state.librariesAt = 0;
  if (!contact.given.settings.libraries) return { ...lost, code: 'library-unread' };
  await readLibraries(ports, contact);
  return lost;
}

async function readList(ports: EnginePorts, contact: Contact): Promise<void> {
  const { given, sight } = contact;
  const { settings, server } = given;
  const { state } = contact.remembered;
  sight.readAt = ports.now();
  const answer = server.inProgress(settings.libraries, state.libraries);
  const listing = await answer.catch(async (thrown) => {
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
    sight.unreadLibraries.add(libraryId);
    sight.libraryProblems.push({ ...left, serverId: settings.id });
  }
  sight.badRows = new Set(listing.badRows);
  const nameless = new Set(await nameRows(contact, listing.rows));
  for (const { itemId } of nameless) sight.badRows.add(itemId);
  sight.listed = listing.rows.filter((row) => !nameless.has(row));
  for (const row of sight.listed) sight.inScope.add(row.itemId);
  await placeTwins(contact, sight.listed);
  state.skewMs = server.skewMs;
  sight.skewMs = server.skewMs;
  sight.timesAhead = areAhead(sight.listed, sight.readAt + server.skewMs);
  state.timesAhead = sight.timesAhead;
  state.noTimes = haveNoTimes(sight.listed);
  state.oddTotal = listing.oddTotal ?? null;
  for (const row of sight.listed) noteLook(contact, row);
  if (listing.unread.length === 0) noteLeft(contact);
}

/** Was anything last played after the server's own present? */
const areAhead = (rows: readonly ServerRow[], serverNow: number): boolean =>
  rows.some((row) => (row.lastPlayedAt ?? 0) > serverNow + AHEAD_MS);

/** So few titles without a time may be chance. */
const FEW = 3;

const haveNoTimes = (rows: readonly ServerRow[]): boolean =>
  rows.length >= FEW && rows.every((row) => row.lastPlayedAt === null);

function noteLeft(contact: Contact): void {
  const { listed, looks, readBefore } = contact.sight;
  const shown = new Set(listed.map((row) => row.itemId));
  for (const look of looks.values()) {
    if (shown.has(look.itemId)) continue;
    const left = lookLeft(look, readBefore);
    if (left !== look) setLook(contact, left);
  }
}
