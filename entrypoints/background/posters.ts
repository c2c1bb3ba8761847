import type { Commands } from '../../lib/app/commands';
import { reachedAt, userOf } from '../../lib/engine/reach';
import { isAllowed } from '../../lib/platform/permissions';
import type { MediaServer } from '../../lib/servers/port';
import { connect } from '../../lib/servers/registry';
import { toBase64 } from '../../lib/store/base64';
import { db } from '../../lib/store/db';
import { keepPoster, keptPoster } from '../../lib/store/posters';
import { savePosterPreference } from '../../lib/store/preferences';
import { readPosterPreference } from '../../lib/store/read-preferences';
import { connectionOf } from './reachable';

type Wanted = Commands['poster']['takes'];
type Given = Commands['poster']['gives'];

/** Nobody waits for a picture. */
const TIMEOUT_MS = 10_000;

/** The last poster that each server is asked for: the next one waits for it. */
const turns = new Map<string, Promise<unknown>>();

/**
 * A title's poster, as kept or fresh from its server, while posters are wanted. A failure is no
 * poster, and is not tried again for an hour.
 */
export async function posterOf(wanted: Wanted): Promise<Given> {
  const known = await knownOf(wanted);
  if (known !== undefined) return known;
  const { serverId } = wanted;
  const turn = (turns.get(serverId) ?? Promise.resolve()).then(() => ask(wanted));
  turns.set(
    serverId,
    turn.catch(() => null),
  );
  return turn;
}

/** Switched off, nothing of them stays. */
export async function setPosters(on: boolean): Promise<void> {
  await savePosterPreference(db, { on });
  if (!on) await db.posters.clear();
}

/** What can be said without asking: undefined where it cannot. */
async function knownOf(wanted: Wanted): Promise<Given | undefined> {
  const { on } = await readPosterPreference();
  if (!on) return null;
  const kept = await keptPoster(db, wanted, Date.now());
  return kept && given(kept.dataUrl);
}

async function ask(wanted: Wanted): Promise<Given> {
  const known = await knownOf(wanted);
  if (known !== undefined) return known;
  const server = await serverOf(wanted.serverId);
  if (!server) return null;
  const picture = await server.poster(wanted.itemId).catch(() => null);
  const dataUrl = picture && `data:${picture.type};base64,${toBase64(picture.bytes)}`;
  const { on } = await readPosterPreference();
  if (!on) return null;
  const { serverId, itemId } = wanted;
  await keepPoster(db, { serverId, itemId, at: Date.now(), dataUrl });
  return given(dataUrl);
}

const given = (dataUrl: string | null): Given => (dataUrl === null ? null : { dataUrl });

/** A server that the last run found well, and that may be asked; else null. */
async function serverOf(serverId: string): Promise<MediaServer | null> {
  const [stored, state] = await Promise.all([
    db.servers.get(serverId),
    db.serverStates.get(serverId),
  ]);
  if (!stored?.token || !state?.boundServerId || !state.version || state.problem) return null;
  const settings = reachedAt(stored, state, Date.now());
  if (!(await isAllowed(settings.address))) return null;
  const connection = await connectionOf(settings);
  const more = { userId: userOf(settings, state), timeoutMs: TIMEOUT_MS };
  const server = connect(settings.kind, { ...connection, ...more });
  server.useVersion(state.version);
  server.expect?.(state.boundServerId);
  return server;
}
