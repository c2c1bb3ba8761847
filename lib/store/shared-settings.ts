import type { PairState } from '../model/records';
import type { ServerSettings } from '../model/server';
import { endsOf, type Options, type Pair, type Settings } from '../model/settings';
import { Memory } from './memory';
import type { Store } from './port';
import { SettingsWriter, withoutConsent } from './settings';
import { parseSettingsFile, settingsFile } from './settings-file';
import { TABLE_NAMES } from './tables';

/**
 * What other browsers of the same profile may see: the settings file without sign-ins, and without
 * the consent that an enabled pair would stand for.
 */
export function sharedText(settings: Settings): string {
  const pairs = settings.pairs.map((pair) => ({ ...pair, enabled: false }));
  return JSON.stringify(settingsFile({ ...settings, pairs }, false));
}

/** What another browser's settings would bring that is not here already. */
export interface News {
  servers: ServerSettings[];
  pairs: Pair[];
  /** Null: the same rules as here. */
  options: Options | null;
}

/** Another browser's settings beside the ones here. Rejects as `parseSettingsFile` does. */
export function newsIn(text: string, here: Settings): { theirs: Settings; news: News | null } {
  const theirs = parseSettingsFile(JSON.parse(text));
  const adapted = adapt(theirs, here);
  const servers = adapted.servers.filter((server) => !same(bare(server), known(here, server.id)));
  const pairs = adapted.pairs.filter((pair) => {
    const own = here.pairs.find((one) => one.id === pair.id);
    return !own || !same({ ...pair, enabled: false }, { ...own, enabled: false });
  });
  const options = same(theirs.options, here.options) ? null : theirs.options;
  const none = servers.length === 0 && pairs.length === 0 && options === null;
  return { theirs, news: none ? null : { servers, pairs, options } };
}

/**
 * Takes over what another browser has shared, wholly or not at all. Servers come without sign-ins: a
 * server that is read as another user loses the one it had here. Every pair that is new or other than
 * before, or whose server is, is switched off and has no consent: it begins with a preview.
 */
export async function takeOver(
  store: Store,
  text: string,
  blank: (pairId: string) => PairState,
): Promise<void> {
  await store.atomic(TABLE_NAMES, async (inside) => {
    const memory = new Memory(inside);
    const writer = new SettingsWriter(inside);
    const here = await memory.settings();
    const { news } = newsIn(text, here);
    if (!news) return;
    const others = news.servers.filter((server) => {
      const own = here.servers.find(({ id }) => id === server.id);
      return own && !isTwin(own, server);
    });
    const pairs = [...news.pairs, ...pairsOf(here.pairs, others, news.pairs)].map((pair) => ({
      ...pair,
      enabled: false,
    }));
    for (const { id } of pairs) await withdrawConsent(memory, id);
    for (const { id } of others) await writer.signOut(id);
    const servers = [...endsAmong(here.servers, pairs, news.servers), ...news.servers];
    const file = settingsFile({ servers, pairs, options: news.options ?? here.options }, false);
    await writer.importFile(file, blank);
  });
}

/** The pairs here that have one of these servers, and do not come from there. */
const pairsOf = (own: Pair[], servers: ServerSettings[], coming: Pair[]): Pair[] =>
  own.filter(
    (pair) =>
      servers.some(({ id }) => pair.source === id || pair.target === id) &&
      !coming.some(({ id }) => id === pair.id),
  );

async function withdrawConsent(memory: Memory, pairId: string): Promise<void> {
  const state = await memory.pairState(pairId);
  if (state) await memory.commit({ pairStates: [withoutConsent(state)] });
}

/** A file must hold both ends of its pairs, also the ones that stay as they are. */
const endsAmong = (own: ServerSettings[], pairs: Pair[], coming: ServerSettings[]) =>
  own.filter(
    ({ id }) =>
      pairs.some((pair) => pair.source === id || pair.target === id) &&
      !coming.some((server) => server.id === id),
  );

/** Servers and pairs that are here under another id keep the id that they have here. */
function adapt(theirs: Settings, here: Settings): Settings {
  const own = new Map(theirs.servers.map((server) => [server.id, ownOf(server, here.servers)]));
  const servers = theirs.servers.map((server) => own.get(server.id) ?? server);
  const pairs = theirs.pairs.map((pair) => {
    const source = own.get(pair.source)?.id ?? pair.source;
    const target = own.get(pair.target)?.id ?? pair.target;
    const moved = { ...pair, source, target };
    const twin = here.pairs.find((one) => endsOf(one) === endsOf(moved));
    return { ...moved, id: twin?.id ?? pair.id };
  });
  return { ...theirs, servers, pairs };
}

/** The same server and user, under another id here. */
function ownOf(server: ServerSettings, here: ServerSettings[]): ServerSettings | undefined {
  if (here.some((one) => one.id === server.id)) return undefined;
  return here.find((one) => isTwin(one, server));
}

const isTwin = (one: ServerSettings, other: ServerSettings): boolean =>
  one.kind === other.kind && one.address === other.address && one.userId === other.userId;

/** A server without what other browsers never see. */
const bare = ({ token: _, fallbacks: __, sideBySide: ___, ...server }: ServerSettings) => server;

function known(here: Settings, id: string) {
  const server = here.servers.find((one) => one.id === id);
  return server ? bare(server) : null;
}

const same = (one: unknown, other: unknown): boolean => ordered(one) === ordered(other);

/** As text, with the names of its fields in order. */
const ordered = (value: unknown): string =>
  JSON.stringify(value, (_, one: unknown) =>
    one && typeof one === 'object' && !Array.isArray(one)
      ? Object.fromEntries(Object.entries(one).sort(([a], [b]) => (a < b ? -1 : 1)))
      : one,
  );
