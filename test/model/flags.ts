import type { World } from './world';

interface Kept {
  watched: boolean;
  playCount: number | null;
}

const UNTOUCHED: Kept = { watched: false, playCount: 0 };

/** Knows which films people and servers made watched, and how often they were played. */
export class Flags {
  private readonly kept = new Map<string, Kept>();

  constructor(private readonly world: World) {}

  /** Not the product: whatever stands on the server now belongs there. */
  note(index: number): void {
    for (const film of this.world.films) {
      const row = this.world.rowOf(index, film);
      if (!row) continue;
      const { watched, playCount } = row;
      this.kept.set(`${index} ${film}`, { watched, playCount });
    }
  }

  /** What the product touched. */
  touched(): string[] {
    const { servers, films } = this.world;
    return servers.flatMap((_, index) =>
      films.flatMap((film) => {
        const row = this.world.rowOf(index, film);
        const { watched, playCount } = this.kept.get(`${index} ${film}`) ?? UNTOUCHED;
        const same = !row || (row.watched === watched && row.playCount === playCount);
        return same ? [] : [`${film}: watched state touched on s${index}`];
      }),
    );
  }
}
