import type { ServerSettings } from '../model/server';
import type { Pair } from '../model/settings';
import { noteMemory } from './memory-note';
import { getMeta, LANGUAGE_KEY, MARK_KEY, OPTIONS_KEY, PAUSE_KEY, setMeta } from './meta';
import type { Store } from './port';
import { BROWSER_SYNC_KEY, NOTICES_KEY, POSTERS_KEY } from './preferences';
import { fitsTable } from './rows-fit';
import { type Meta, TABLE_NAMES } from './tables';

/** Which memory this is, and how often what it shares with its spare has changed. */
export interface MemoryMark {
  id: string;
  edition: number;
}

/**
 * What is kept a second time, apart from the memory, in case that is damaged or deleted: what the
 * person has set up, without any sign-in.
 */
export interface Spare {
  mark: MemoryMark;
  servers: Omit<ServerSettings, 'token'>[];
  pairs: Pair[];
  /** Rules, and what else the person has set as single values. */
  values: Meta[];
}

const VERSION = 1;
const VALUES = [
  ...[OPTIONS_KEY, LANGUAGE_KEY, PAUSE_KEY],
  ...[BROWSER_SYNC_KEY, NOTICES_KEY, POSTERS_KEY],
];
const TOUCHED = ['servers', 'pairs', 'meta'] as const;

/** A spare as the text that is kept. */
export const textOf = ({ mark, servers, pairs, values }: Spare): string =>
  JSON.stringify({ version: VERSION, mark, servers, pairs, values });

/** The spare in a text; null where it is none, or of another version. */
export function spareIn(text: string | null): Spare | null {
  try {
    const { version, mark, servers, pairs, values } = JSON.parse(text ?? 'null') ?? {};
    const whole =
      version === VERSION &&
      typeof mark?.id === 'string' &&
      typeof mark.edition === 'number' &&
      [servers, pairs, values].every(Array.isArray);
    return whole ? { mark, servers, pairs, values } : null;
  } catch {
    return null;
  }
}

export const markOf = (store: Store): Promise<MemoryMark | undefined> =>
  getMeta<MemoryMark>(store, MARK_KEY);

/**
 * The spare of a memory as it is now, where it has to change: the memory's mark says so first. Answers
 * null where the one that is kept is right, and `none` where there is nothing to keep.
 */
export function spareOf(
  store: Store,
  kept: Spare | null,
  newId: () => string,
): Promise<Spare | null | 'none'> {
  return store.atomic(TOUCHED, async (inside) => {
    const [rows, mark] = [await inside.list('servers'), await markOf(inside)];
    // Emptied under our hands: what is kept is all there is.
    if (!mark && kept) return null;
    if (rows.length === 0) return kept ? 'none' : null;
    const servers = rows.map(({ token: _, ...server }) => server);
    const values = (await inside.list('meta')).filter(({ key }) => VALUES.includes(key));
    const now = { servers, pairs: await inside.list('pairs'), values };
    if (mark && kept && textOf({ ...now, mark }) === textOf(kept)) return null;
    const edition = Math.max(mark?.edition ?? 0, kept?.mark.edition ?? 0) + 1;
    const next = { id: mark?.id ?? newId(), edition };
    await setMeta(inside, MARK_KEY, next);
    return { mark: next, ...now };
  });
}

/** A spare without these servers and pairs; a pair goes with its server. */
export function spareWithout(spare: Spare, ids: { server?: string; pair?: string }): Spare {
  const servers = spare.servers.filter(({ id }) => id !== ids.server);
  const pairs = spare.pairs.filter(
    ({ id, source, target }) =>
      id !== ids.pair && ![source, target].some((end) => end === ids.server),
  );
  return { ...spare, servers, pairs };
}

/** Was the memory emptied, or does an older one stand in its place? */
export const isLost = (mark: MemoryMark | undefined, spare: Spare): boolean =>
  !mark || (mark.id === spare.mark.id && mark.edition < spare.mark.edition);

/**
 * The person's set-up comes back in the place of what is left of the memory. Nothing is known of any
 * title, so that each pair begins with first contact, and without consent: with a preview. A sign-in
 * stays where the same server still has one.
 */
export async function bringBack(store: Store, spare: Spare, now: number): Promise<void> {
  await store.atomic(TABLE_NAMES, async (inside) => {
    const left = await inside.list('servers');
    const { servers, pairs } = sound(spare);
    await inside.commit({
      drops: Object.fromEntries(TABLE_NAMES.map((table) => [table, [{}]])),
      puts: {
        servers: servers.map((server) => ({ ...server, token: tokenFor(server, left) })),
        pairs,
        meta: [
          ...spare.values.filter((row) => VALUES.includes(row?.key) && fitsTable('meta', row)),
          { key: MARK_KEY, value: { ...spare.mark, edition: spare.mark.edition + 1 } },
        ],
      },
    });
    await noteMemory(inside, { is: 'restored', at: now });
  });
}

/** Servers and pairs that can be used: a pair has both its ends. */
function sound(spare: Spare): Pick<Spare, 'servers' | 'pairs'> {
  const servers = spare.servers.filter((row) => fitsTable('servers', row));
  const has = (end: string) => servers.some(({ id }) => id === end);
  const pairs = spare.pairs.filter(
    (pair) => fitsTable('pairs', pair) && has(pair.source) && has(pair.target),
  );
  return { servers, pairs };
}

function tokenFor(server: Spare['servers'][number], left: ServerSettings[]): string | null {
  const same = left.find(
    ({ id, kind, address, userId }) =>
      id === server.id &&
      kind === server.kind &&
      address === server.address &&
      userId === server.userId,
  );
  return same?.token ?? null;
}

/**
 * Servers and pairs whose rows are gone from a memory that is else whole: they come back as they were,
 * a server without its sign-in. Answers how many.
 */
export function mend(store: Store, spare: Spare): Promise<number> {
  return store.atomic(TOUCHED, async (inside) => {
    const { servers, pairs } = sound(spare);
    const [known, paired] = [await inside.list('servers'), await inside.list('pairs')];
    const gone = {
      servers: servers
        .filter(({ id }) => !known.some((one) => one.id === id))
        .map((server) => ({ ...server, token: null })),
      pairs: pairs.filter(({ id }) => !paired.some((one) => one.id === id)),
    };
    await inside.commit({ puts: gone });
    return gone.servers.length + gone.pairs.length;
  });
}
