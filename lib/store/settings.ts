import { ProblemError } from '../model/problem';
import type { PairState } from '../model/records';
import { type ServerDraft, type ServerSettings, TELLS_WHOSE_TOKEN } from '../model/server';
import {
  endsOf,
  type Options,
  type Pair,
  type PairChanges,
  type Settings,
} from '../model/settings';
import { Memory } from './memory';
import { OPTIONS_KEY, setMeta } from './meta';
import type { Store } from './port';
import { addressOf, checkPair, parseSettingsFile } from './settings-file';
import { TABLE_NAMES } from './tables';

/** A pair that waits for a preview, and for a yes after it. */
export const withoutConsent = (state: PairState): PairState => ({
  ...state,
  ...{ consent: 'none', previewed: null, trial: null, hold: null, approved: [] },
});

/** Everything that changes settings. Rejects with a ProblemError and changes nothing when wrong. */
export class SettingsWriter {
  private readonly memory: Memory;

  constructor(private readonly store: Store) {
    this.memory = new Memory(store);
  }

  /** Reads, checks and writes as one step. */
  private step<R>(work: (writer: SettingsWriter) => Promise<R>): Promise<R> {
    return this.store.atomic(TABLE_NAMES, (inside) => work(new SettingsWriter(inside)));
  }

  /** A draft as settings, with the stored token where it brings none. */
  async complete(draft: ServerDraft): Promise<ServerSettings> {
    const known = await this.store.get('servers', draft.id);
    const address = addressOf(draft.address);
    const same = known?.address === address && known.kind === draft.kind;
    const token = draft.token === undefined && same ? known.token : (draft.token ?? null);
    const fallbacks = draft.fallbacks ?? (same ? known.fallbacks : undefined);
    const sideBySide = draft.sideBySide ?? known?.sideBySide ?? false;
    const { sideBySide: _, ...rest } = draft;
    const more = { ...(fallbacks && { fallbacks }), ...(sideBySide && { sideBySide }) };
    return { ...rest, address, token, ...more };
  }

  saveServer(draft: ServerDraft): Promise<void> {
    return this.step(async (writer) => writer.putServer(await writer.complete(draft)));
  }

  private async putServer(server: ServerSettings): Promise<void> {
    const known = await this.store.get('servers', server.id);
    if (known && (await this.isOther(known, server))) await this.forgetServer(server.id);
    await this.store.commit({ puts: { servers: [server] } });
    if (known && known.sideBySide !== server.sideBySide) await this.lookForAnew(server.id);
    await this.askAgain(server.id);
  }

  /** What was several files under one number may be one title now, and the other way round. */
  private async lookForAnew(serverId: string): Promise<void> {
    for (const { id } of await pairsOf(this.store, serverId)) {
      const listed = await this.memory.unmatched(id);
      const forgetUnmatched = listed.filter(({ reason }) => reason === 'several-files');
      await this.memory.commit({ forgetUnmatched });
    }
  }

  /** Takes the sign-in of a server away. */
  signOut(serverId: string): Promise<void> {
    return this.step(async (writer) => {
      const known = await writer.store.get('servers', serverId);
      if (known) await writer.putServer({ ...known, token: null });
    });
  }

  /**
   * Another kind or user is another server: what was known of it is to be forgotten. So is another
   * token where a server does not tell whose it is, and neither do the settings.
   */
  private async isOther(known: ServerSettings, now: ServerSettings): Promise<boolean> {
    if (known.kind !== now.kind) return true;
    const state = await this.memory.serverState(now.id);
    const bound = state?.boundUserId ?? known.userId;
    if (now.userId !== null && bound !== null) return bound !== now.userId;
    const replaced = known.token !== null && known.token !== now.token;
    return replaced && !TELLS_WHOSE_TOKEN[now.kind];
  }

  /** A changed server is asked who it is before anything else. */
  private async askAgain(serverId: string): Promise<void> {
    const state = await this.memory.serverState(serverId);
    if (!state) return;
    const fresh = { ...state, checkedAt: 0, problem: null, failures: 0, notBefore: 0 };
    await this.memory.commit({ serverStates: [{ ...fresh, librariesAt: 0, reached: null }] });
  }

  removeServer(serverId: string): Promise<void> {
    return this.step(async ({ store, memory }) => {
      for (const pair of await pairsOf(store, serverId)) await dropPair(store, memory, pair.id);
      await memory.forgetServer(serverId);
      await store.commit({ drops: { servers: [serverId] } });
    });
  }

  /** What answers at the address now is meant: everything known of it before is forgotten. */
  rebindServer(serverId: string): Promise<void> {
    return this.step(async (writer) => {
      const known = await writer.store.get('servers', serverId);
      if (!known) throw new ProblemError({ code: 'unknown-server' });
      await writer.forgetServer(serverId);
    });
  }

  private async forgetServer(serverId: string): Promise<void> {
    await this.memory.forgetServer(serverId);
    for (const pair of await pairsOf(this.store, serverId)) await this.beginAnew(pair.id);
  }

  /** As on the first day: nothing is known of the pair, and it waits for a preview. */
  private async beginAnew(pairId: string): Promise<void> {
    await this.memory.forgetPair(pairId);
    const state = await this.memory.pairState(pairId);
    if (!state) return;
    await this.memory.commit({ pairStates: [{ ...withoutConsent(state), ends: '' }] });
  }

  savePair(pair: Pair): Promise<void> {
    return this.step((writer) => writer.checkAndPut(pair));
  }

  /** Changes these fields of a pair, and leaves the others as they are by then. */
  changePair(pairId: string, changes: PairChanges): Promise<void> {
    return this.step(async (writer) => {
      const pair = await writer.store.get('pairs', pairId);
      if (!pair) throw new ProblemError({ code: 'unknown-pair' });
      const guardrails = { ...pair.guardrails, ...changes.guardrails };
      await writer.checkAndPut({ ...pair, ...changes, guardrails });
    });
  }

  private async checkAndPut(pair: Pair): Promise<void> {
    const { servers, pairs } = await this.memory.settings();
    checkPair(pair, servers, pairs);
    await this.putPair(pair);
  }

  private async putPair(pair: Pair): Promise<void> {
    const known = await this.store.get('pairs', pair.id);
    await this.store.commit({ puts: { pairs: [pair] } });
    if (known && endsOf(known) !== endsOf(pair)) return this.beginAnew(pair.id);
    const state = await this.memory.pairState(pair.id);
    if (state?.hold) await this.memory.commit({ pairStates: [{ ...state, hold: null }] });
  }

  removePair(pairId: string): Promise<void> {
    return this.step(({ store, memory }) => dropPair(store, memory, pairId));
  }

  /** Changes these rules, and leaves the others as they are by then. */
  saveOptions(changes: Partial<Options>): Promise<void> {
    return this.step(async ({ store, memory }) => {
      const { options } = await memory.settings();
      await setMeta(store, OPTIONS_KEY, { ...options, ...changes });
    });
  }

  /**
   * Takes over a settings file, wholly or not at all: servers and pairs of the same id are replaced,
   * others stay. An enabled pair has the person's consent to its first run.
   */
  async importFile(file: unknown, blank: (pairId: string) => PairState): Promise<Settings> {
    const settings = parseSettingsFile(file);
    await this.step((writer) => writer.takeIn(settings, blank));
    return settings;
  }

  private async takeIn(settings: Settings, blank: (pairId: string) => PairState): Promise<void> {
    const known = await this.memory.settings();
    const pairs = [...without(known.pairs, settings.pairs), ...settings.pairs];
    const servers = [...without(known.servers, settings.servers), ...settings.servers];
    for (const pair of settings.pairs) checkPair(pair, servers, pairs);
    for (const { token, ...draft } of settings.servers) {
      await this.putServer(await this.complete(token === null ? draft : { ...draft, token }));
    }
    for (const pair of settings.pairs) {
      await this.putPair(pair);
      const state = (await this.memory.pairState(pair.id)) ?? blank(pair.id);
      if (!pair.enabled || state.consent === 'given') continue;
      const consented: PairState = { ...state, consent: 'given', previewed: null };
      await this.memory.commit({ pairStates: [consented] });
    }
    await setMeta(this.store, OPTIONS_KEY, { ...known.options, ...settings.options });
  }
}

const without = <One extends { id: string }>(list: One[], others: One[]): One[] =>
  list.filter(({ id }) => !others.some((other) => other.id === id));

async function pairsOf(store: Store, serverId: string): Promise<Pair[]> {
  const pairs = await store.list('pairs');
  return pairs.filter(({ source, target }) => source === serverId || target === serverId);
}

async function dropPair(store: Store, memory: Memory, pairId: string): Promise<void> {
  await memory.forgetPair(pairId);
  await store.commit({ drops: { pairStates: [pairId], pairs: [pairId] } });
}
