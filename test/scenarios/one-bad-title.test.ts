import { describe, expect, it } from 'vitest';
import { KINDS, MINUTE, overHttp } from './homes';

const AGO = 90 * MINUTE;
const HOWS = ['error', 'html', 'refusal'] as const;

const TRIED = KINDS.flatMap((kind) => HOWS.map((how) => ({ kind, how })));

/** Four films in progress on the Attic, none of them on the other server. */
async function four(kind: (typeof KINDS)[number]) {
  const made = await overHttp('jellyfin', kind);
  const films = made.home.world.movies.slice(0, 4);
  for (const [n, film] of films.entries()) {
    made.attic.play(film, (20 + n) * MINUTE, { at: Date.now() - AGO - n * MINUTE });
  }
  const positions = () => films.map((film) => made.cellar.state(film).positionMs / MINUTE);
  return { ...made, films, positions };
}

describe.each(TRIED)('one title that answers $how for ever on $kind', ({ kind, how }) => {
  it('when it is written: the three others are in step in the same run', async () => {
    const { home, cellar, films, positions } = await four(kind);
    cellar.failFor(films[1]!, { asked: 'write', how });
    expect(await home.run()).toMatchObject({ written: 3 });
    expect(positions()).toEqual([20, 0, 22, 23]);
    home.ahead += 10 * MINUTE;
    expect(await home.run()).toMatchObject({ written: 0 });
  });

  it('when it is looked up: the three others are in step in the same run', async () => {
    const { home, cellar, films, positions } = await four(kind);
    cellar.failFor(films[1]!, { asked: 'look-up', how });
    expect(await home.run()).toMatchObject({ written: 3 });
    expect(positions()).toEqual([20, 0, 22, 23]);
  });
});
