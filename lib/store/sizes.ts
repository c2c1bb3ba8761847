import type { Store } from './port';
import type { TableName } from './tables';

/** What is stored, as a person would name it. */
export type SizeKind = 'settings' | 'positions' | 'activity' | 'index' | 'posters';

export interface Size {
  kind: SizeKind;
  entries: number;
  /** Estimated from a sample of its rows. */
  bytes: number;
}

/** Whose rows are counted, and what else belongs to it. */
export const TABLES: Record<SizeKind, { counted: TableName[]; more: TableName[] }> = {
  settings: { counted: ['servers', 'pairs'], more: ['meta', 'ignored', 'handMatches'] },
  positions: {
    counted: ['tracks'],
    more: ['looks', 'journal', 'unmatched', 'serverStates', 'pairStates'],
  },
  activity: { counted: ['activity'], more: ['runs', 'days'] },
  index: { counted: ['catalogues'], more: ['cataloguePages', 'catalogueShards', 'episodes'] },
  posters: { counted: ['posters'], more: [] },
};

const SAMPLE = 40;

/** How much is stored of what. */
export function sizesOf(from: Store): Promise<Size[]> {
  const kinds = Object.entries(TABLES) as [SizeKind, (typeof TABLES)[SizeKind]][];
  return Promise.all(
    kinds.map(async ([kind, { counted, more }]) => {
      const [main, rest] = await Promise.all([sumOf(from, counted), sumOf(from, more)]);
      const entries = kind === 'index' ? await titlesIn(from) : main.entries;
      return { kind, entries, bytes: main.bytes + rest.bytes };
    }),
  );
}

/** Films and shows in the catalogues; a row of those holds many. */
async function titlesIn(from: Store): Promise<number> {
  const catalogues = await from.list('catalogues');
  return catalogues.reduce((sum, { whole }) => sum + (whole?.titles ?? 0), 0);
}

async function sumOf(from: Store, names: TableName[]) {
  const sizes = await Promise.all(names.map((name) => sizeOf(from, name)));
  return {
    entries: sizes.reduce((sum, one) => sum + one.entries, 0),
    bytes: sizes.reduce((sum, one) => sum + one.bytes, 0),
  };
}

async function sizeOf(from: Store, name: TableName) {
  const [entries, sample] = await Promise.all([
    from.count(name),
    from.list(name, { limit: SAMPLE }),
  ]);
  if (sample.length === 0) return { entries, bytes: 0 };
  const bytes = (JSON.stringify(sample).length / sample.length) * entries;
  return { entries, bytes: Math.round(bytes) };
}
