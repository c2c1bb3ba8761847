import { Patience } from '../model/patience';
import { ProblemError, problemOf } from '../model/problem';
import type { Identity, Library, ServerDraft } from '../model/server';
import { displayTitle } from '../plan/identity';
import type { MediaServer } from '../servers/port';
import { connect } from '../servers/registry';
import type { Recent, ServerTest } from './answers';
import type { Home } from './home';
import { connectionOf, reachable } from './reachable';

const SHOWN = 3;
/** Nobody looks at a form for longer. */
const TEST_MS = 60_000;

/** Says what answers at an address, as whom, and what they have in progress. Nothing is saved. */
export async function testServer(home: Home, draft: ServerDraft): Promise<ServerTest> {
  const settings = await reachable(home, draft);
  const patience = new Patience(TEST_MS);
  const connection = { ...(await connectionOf(home, settings)), patience };
  const server = connect(settings.kind, connection);
  const identity = await server.identify();
  if (!settings.token) throw new ProblemError({ code: 'no-token', serverId: draft.id });
  await sameAsStored(home, draft, identity);
  const answers = {
    kind: identity.product,
    serverId: identity.serverId,
    serverName: identity.name,
    version: identity.version,
  };
  const person = await server.whoAmI().catch((thrown) => {
    if (!settings.userId && problemOf(thrown).code === 'wrong-user') return null;
    throw thrown;
  });
  if (!person) {
    const people = await server.people();
    return { ...answers, userId: null, userName: null, libraries: [], people, inProgress: [] };
  }
  answers.serverName = person.serverName ?? identity.name;
  const userId = person.userId ?? settings.userId;
  const asUser = connect(settings.kind, { ...connection, userId });
  asUser.useVersion(identity.version);
  const libraries = await asUser.libraries();
  const userName = person.userName ?? settings.userName;
  const inProgress = await lastOf(asUser, libraries);
  return { ...answers, userId, userName, libraries, people: [], inProgress };
}

/** A stored sign-in is for the server that was met with it, and goes to no other. */
async function sameAsStored(
  { store }: Home,
  { id, token }: ServerDraft,
  { serverId, name }: Identity,
): Promise<void> {
  const state = token === undefined ? await store.get('serverStates', id) : undefined;
  const before = state?.boundServerId ?? serverId;
  if (before === serverId) return;
  throw new ProblemError({ code: 'wrong-server', serverId: id, params: { found: name } });
}

/** The titles that a person recognises themselves by. */
async function lastOf(server: MediaServer, libraries: Library[]): Promise<Recent[]> {
  const { rows } = await server.inProgress(null, libraries);
  const newest = [...rows].sort((a, b) => (b.lastPlayedAt ?? 0) - (a.lastPlayedAt ?? 0));
  return newest.slice(0, SHOWN).map((row) => ({
    title: displayTitle(row),
    positionMs: row.positionMs,
    runtimeMs: row.runtimeMs,
  }));
}
