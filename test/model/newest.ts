import type { World } from './world';

/** The last positions that people left and that do not stand any more where they left them. */
export function gone(world: World): string[] {
  return [...world.lastWords].flatMap(([film, word]) => {
    if (!word || word.positionMs === null) return [];
    if (world.setup.mirror && word.server === 1) return [];
    const row = world.rowOf(word.server, film);
    if (!row || Math.abs(row.positionMs - word.positionMs) <= 2_000) return [];
    const why = word.forgotBy === undefined ? 'lost' : `undone by what s${word.forgotBy} forgot:`;
    return [`${film}: ${why} ${word.positionMs}, s${word.server} has ${row.positionMs}`];
  });
}
