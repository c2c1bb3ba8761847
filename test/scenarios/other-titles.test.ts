import { describe, expect, it } from 'vitest';
import { HOUR, history, KINDS, MINUTE, overHttp } from './homes';

const AGO = 90 * MINUTE;

describe.each(KINDS)('a title that %s calls something else', (kind) => {
  it('stands in the history under both names, whichever side was played', async () => {
    const { home, attic, cellar, film } = await overHttp('emby', kind);
    const other = home.world.movies[1]!;
    cellar.relabel(film, { name: 'Der Titel des Kellers' });
    for (const one of [film, other]) attic.play(one, 20 * MINUTE, { at: Date.now() - AGO });
    expect(await home.run()).toMatchObject({ written: 2 });
    const rowOf = (title: string) => history(home.store).find((row) => row.title.includes(title));
    const called = { serverId: 'cellar', title: expect.stringContaining('Der Titel des Kellers') };
    expect(rowOf(film.title)?.otherTitle).toEqual(called);
    expect(rowOf(other.title)).not.toHaveProperty('otherTitle');
    home.ahead += HOUR;
    cellar.play(film, 40 * MINUTE);
    await home.run();
    const [, , back] = history(home.store);
    expect(back).toMatchObject({ serverId: 'attic', otherTitle: called });
  });
});
