import { type Place, placeWith } from './believed';
import { Chance } from './chance';
import { type Content, someContents } from './contents';
import { DIRTY_FILES, sideBySide } from './dirt-files';
import { DIRTY_IDS } from './dirt-ids';
import { DIRTY_NUMBERS } from './dirt-numbers';
import { type Dirt, Draft, type Later } from './draft';

/** Servers over one set of contents, and what happens to their libraries. */
export interface DirtyWorld {
  readonly seed: number;
  readonly places: readonly Place[];
  /** What was touched by which dirt; all else is clean. */
  readonly dirt: ReadonlyMap<Content, string>;
  readonly later: readonly Later[];
  /** For the story. */
  readonly chance: Chance;
}

export const DIRTS: readonly Dirt[] = [...DIRTY_IDS, ...DIRTY_NUMBERS, ...DIRTY_FILES];
const MOST_DIRTS = 3;

/** The same world for the same seed. */
export function dirtyWorld(seed: number, dirts: readonly Dirt[] = DIRTS): DirtyWorld {
  const chance = new Chance(seed);
  const contents = someContents(chance);
  const ids = chance.happens(0.2) ? ['attic', 'cellar', 'den'] : ['attic', 'cellar'];
  const places = ids.map((id) => placeWith(contents, chance, id));
  const draft = new Draft(contents, places, chance);
  const dirt = new Map<Content, string>();
  // Each kind has its turn, whatever else there is.
  const first = dirts[seed % dirts.length] as Dirt;
  const more = chance.some(dirts, chance.between(0, MOST_DIRTS - 1));
  for (const { name, on } of [first, ...more]) {
    for (const content of on(draft) ?? []) dirt.set(content, name);
  }
  if (chance.happens(0.5)) sideBySide(draft);
  return { seed, places, dirt, later: draft.later, chance };
}
