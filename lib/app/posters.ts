import { reachedAt, userOf } from '../engine/reach';
import type { MediaServer } from '../servers/port';
import { connect } from '../servers/registry';
import { toBase64 } from '../store/base64';
import { keepPoster, keptPoster } from '../store/posters';
import { posterPreference, savePosterPreference } from '../store/preferences';
import type { Commands } from './commands';
import type { Home } from './home';
import { connectionOf } from './reachable';

type Wanted = Commands['poster']['takes'];
type Given = Commands['poster']['gives'];

/** Nobody waits for a picture. */
const TIMEOUT_MS = 10_000;

/** Titles' posters, while they are wanted. */
export class Posters {
  /** The last poster that each server is asked for: the next one waits for it. */
  private readonly turns = new Map<string, Promise<unknown>>();

  constructor(private readonly home: Home) {}

  /**
   * A title's poster, as kept or fresh from its server. A failure is no poster, and is not tried again
   * for an hour.
   */
  async posterOf(wanted: Wanted): Promise<Given> {
    const known = await this.knownOf(wanted);
    if (known !== undefined) return known;
    const { serverId } = wanted;
    const turn = (this.turns.get(serverId) ?? Promise.resolve()).then(() => this.ask(wanted));
    this.turns.set(
      serverId,
      turn.catch(() => null),
    );
    return turn;
  }

  /** Switched off, nothing of them stays. */
  async set(on: boolean): Promise<void> {
    const { store } = this.home;
    await savePosterPreference(store, { on });
    if (!on) await store.commit({ drops: { posters: [{}] } });
  }

  /** What can be said without asking: undefined where it cannot. */
  private async knownOf(wanted: Wanted): Promise<Given | undefined> {
    const { store, clock } = this.home;
    const { on } = await posterPreference(store);
    if (!on) return null;
    const kept = await keptPoster(store, wanted, clock.now());
    return kept && given(kept.dataUrl);
  }

  private async ask(wanted: Wanted): Promise<Given> {
    const known = await this.knownOf(wanted);
    if (known !== undefined) return known;
    const server = await this.serverOf(wanted.serverId);
    if (!server) return null;
    const picture = await server.poster(wanted.itemId).catch(() => null);
    const dataUrl = picture && `data:${picture.type};base64,${toBase64(picture.bytes)}`;
    const { store, clock } = this.home;
    const { on } = await posterPreference(store);
    if (!on) return null;
    const { serverId, itemId } = wanted;
    await keepPoster(store, { serverId, itemId, at: clock.now(), dataUrl });
    return given(dataUrl);
  }

  /** A server that the last run found well, and that may be asked; else null. */
  private async serverOf(serverId: string): Promise<MediaServer | null> {
    const { home } = this;
    const [stored, state] = await Promise.all([
      home.store.get('servers', serverId),
      home.store.get('serverStates', serverId),
    ]);
    if (!stored?.token || !state?.boundServerId || !state.version || state.problem) return null;
    const settings = reachedAt(stored, state, home.clock.now());
    if (!(await home.allowed(settings.address))) return null;
    const connection = await connectionOf(home, settings);
    const more = { userId: userOf(settings, state), timeoutMs: TIMEOUT_MS };
    const server = connect(settings.kind, { ...connection, ...more });
    server.useVersion(state.version);
    server.expect?.(state.boundServerId);
    return server;
  }
}

const given = (dataUrl: string | null): Given => (dataUrl === null ? null : { dataUrl });
