import { SERVER_KINDS } from '../../lib/model/server';
import { sampleWorld } from '../servers';
import { expect, test } from './fixture';
import { MINUTE, moveIn, settingsFor, syncOnce } from './home';

const PAIRINGS = SERVER_KINDS.flatMap((source, index) =>
  SERVER_KINDS.slice(index).map((target) => ({ source, target })),
);

for (const { source, target } of PAIRINGS) {
  for (const mode of ['one-way', 'two-way']) {
    test(`${source} and ${target}, ${mode}: a film and an episode move`, async ({
      extension,
      start,
    }) => {
      const world = sampleWorld();
      const attic = await start({ kind: source, name: 'Attic', world });
      const cellar = await start({ kind: target, name: 'Cellar', world });
      const film = world.movies[0]!;
      const episode = world.episodeOf('Breaking Bad', 1, 2);
      attic.play(film, 20 * MINUTE);
      cellar.play(episode, 9 * MINUTE);
      await moveIn(extension, settingsFor({ attic, cellar }, { mode }));

      const back = mode === 'two-way';
      expect(await syncOnce(extension)).toMatchObject({ written: back ? 2 : 1, cleared: 0 });
      expect(cellar.state(film)).toMatchObject({ positionMs: 20 * MINUTE, watched: false });
      expect(attic.state(episode).positionMs).toBe(back ? 9 * MINUTE : 0);
      expect(await syncOnce(extension)).toMatchObject({ written: 0, cleared: 0 });
    });
  }
}
