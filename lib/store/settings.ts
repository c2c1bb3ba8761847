import { ProblemError } from '../model/problem';
import type { PairState } from '../model/records';
import type { ServerDraft, ServerSettings } from '../model/server';
import {
  endsOf,
  type Options,
  type Pair,
  type PairChanges,
  type Settings,
} from '../model/settings';
import { DEVICE_IDS_KEY, getMeta, OPTIONS_KEY, type PlayheadDb, setMeta } from './db';
import { DexieStore } from './dexie-store';
import { addressOf, checkPair, parseSettingsFile } from './settings-file';

/** A pair that waits for a preview, and for a yes after it. */
export const withoutConsent = (state: PairState): PairState => ({
  ...state,
  ...{ consent: 'none', previewed: null, trial: null, hold: null, approved: [] },
});

/** Everything that changes settings. Rejects with a ProblemError and changes nothing when wrong. */
export class SettingsWriter {
  private readonly store: DexieStore;

  constructor(private readonly db: PlayheadDb) {
    this.store = new DexieStore(db);
  }

  /** A draft as settings, with the stored token where it brings none. */
  async complete(draft: ServerDraft): Promise<ServerSettings> {
    const known = await this.db.servers.get(draft.id);
    const address = addressOf(draft.address);
    const same = known?.address === address && known.kind === draft.kind;
    const token = draft.token === undefined && same ? known.token : (draft.token ?? null);
    const fallbacks = draft.fallbacks ?? (same ? known.fallbacks : undefined);
    return { ...draft, address, token, ...(fallbacks && { fallbacks }) };
  }

  async saveServer(draft: ServerDraft): Promise<void> {
    const server = await this.complete(draft);
    const known = await this.db.servers.get(server.id);
    await this.forgetIfOther(known, server);
    await this.db.servers.put(server);
    await this.askAgain(server.id);
  }

  /** Another kind or user is another server: what was known of it is forgotten. */
  private async forgetIfOther(known: ServerSettings | undefined, now: ServerSettings) {
    if (!known) return;
    const state = await this.store.serverState(now.id);
    const bound = state?.boundUserId ?? known.userId;
    const otherUser = now.userId !== null && bound !== null && bound !== now.userId;
    if (known.kind !== now.kind || otherUser) await this.forgetServer(now.id);
  }

  /** A changed server is asked who it is before anything else. */
  private async askAgain(serverId: string): Promise<void> {
    const state = await this.store.serverState(serverId);
    if (!state) return;
    const fresh = { ...state, checkedAt: 0, problem: null, failures: 0, notBefore: 0 };
    await this.store.commit({ serverStates: [{ ...fresh, librariesAt: 0, reached: null }] });
  }

  async removeServer(serverId: string): Promise<void> {
    const pairs = await this.db.pairs.toArray();
    for (const pair of pairs) {
      if (pair.source === serverId || pair.target === serverId) await this.removePair(pair.id);
    }
    await this.store.forgetServer(serverId);
    await this.db.servers.delete(serverId);
  }

  /** What answers at the address now is meant: everything known of it before is forgotten. */
  async rebindServer(serverId: string): Promise<void> {
    if (!(await this.db.servers.get(serverId))) throw new ProblemError({ code: 'unknown-server' });
    await this.forgetServer(serverId);
  }

  private async forgetServer(serverId: string): Promise<void> {
    await this.store.forgetServer(serverId);
    for (const pair of await this.db.pairs.toArray()) {
      if (pair.source !== serverId && pair.target !== serverId) continue;
      await this.beginAnew(pair.id);
    }
  }

  /** As on the first day: nothing is known of the pair, and it waits for a preview. */
  private async beginAnew(pairId: string): Promise<void> {
    await this.store.forgetPair(pairId);
    const state = await this.store.pairState(pairId);
    if (!state) return;
    await this.store.commit({ pairStates: [{ ...withoutConsent(state), ends: '' }] });
  }

  async savePair(pair: Pair): Promise<void> {
    const [servers, pairs] = await Promise.all([
      this.db.servers.toArray(),
      this.db.pairs.toArray(),
    ]);
    checkPair(pair, servers, pairs);
    await this.putPair(pair);
  }

  /** Changes these fields of a pair, and leaves the others as they are by then. */
  async changePair(pairId: string, changes: PairChanges): Promise<void> {
    await this.db.transaction('rw', this.db.tables, async () => {
      const pair = await this.db.pairs.get(pairId);
      if (!pair) throw new ProblemError({ code: 'unknown-pair' });
      const guardrails = { ...pair.guardrails, ...changes.guardrails };
      await this.savePair({ ...pair, ...changes, guardrails });
    });
  }

  private async putPair(pair: Pair): Promise<void> {
    const known = await this.db.pairs.get(pair.id);
    await this.db.pairs.put(pair);
    if (known && endsOf(known) !== endsOf(pair)) return this.beginAnew(pair.id);
    const state = await this.store.pairState(pair.id);
    if (state?.hold) await this.store.commit({ pairStates: [{ ...state, hold: null }] });
  }

  async removePair(pairId: string): Promise<void> {
    await this.store.forgetPair(pairId);
    await this.db.pairStates.delete(pairId);
    await this.db.pairs.delete(pairId);
  }

  /** Changes these rules, and leaves the others as they are by then. */
  async saveOptions(changes: Partial<Options>): Promise<void> {
    const { options } = await this.store.settings();
    await setMeta(this.db, OPTIONS_KEY, { ...options, ...changes });
  }

  /**
   * Takes over a settings file, wholly or not at all: servers and pairs of the same id are replaced,
   * others stay. An enabled pair has the person's consent to its first run.
   */
  async importFile(file: unknown, blank: (pairId: string) => PairState): Promise<Settings> {
    const settings = parseSettingsFile(file);
    await this.db.transaction('rw', this.db.tables, async () => {
      await this.takeIn(settings, blank);
    });
    return settings;
  }

  private async takeIn(settings: Settings, blank: (pairId: string) => PairState): Promise<void> {
    const known = await this.db.pairs.toArray();
    const rest = known.filter((pair) => !settings.pairs.some((one) => one.id === pair.id));
    const all = [...rest, ...settings.pairs];
    for (const pair of settings.pairs) checkPair(pair, await this.serversWith(settings), all);
    for (const server of settings.servers) {
      const { token, ...draft } = server;
      await this.saveServer(token === null ? draft : server);
    }
    for (const pair of settings.pairs) {
      await this.putPair(pair);
      const state = (await this.store.pairState(pair.id)) ?? blank(pair.id);
      if (!pair.enabled || state.consent === 'given') continue;
      const consented: PairState = { ...state, consent: 'given', previewed: null };
      await this.store.commit({ pairStates: [consented] });
    }
    await this.saveOptions(settings.options);
  }

  private async serversWith(settings: Settings): Promise<ServerSettings[]> {
    const known = await this.db.servers.toArray();
    const rest = known.filter((one) => !settings.servers.some((server) => server.id === one.id));
    return [...rest, ...settings.servers];
  }
}

/** The random device ids by server entry. */
export async function deviceIds(db: PlayheadDb): Promise<Record<string, string>> {
  return (await getMeta<Record<string, string>>(db, DEVICE_IDS_KEY)) ?? {};
}

/**
 * The device id of a server entry: made before the first request, whether the entry is saved or not,
 * and kept even when it is removed, until the settings are forgotten as a whole.
 */
export async function ensureDeviceId(db: PlayheadDb, serverId: string): Promise<string> {
  return db.transaction('rw', db.meta, async () => {
    const known = await deviceIds(db);
    if (Object.hasOwn(known, serverId)) return known[serverId]!;
    const made = crypto.randomUUID();
    await setMeta(db, DEVICE_IDS_KEY, { ...known, [serverId]: made });
    return made;
  });
}
