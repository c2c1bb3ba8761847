import { SERVER_KINDS } from '../../lib/model/server';
import { sampleWorld } from '../servers';
import { expect, test } from './fixture';
import { MINUTE, moveIn, settingsFor, syncOnce } from './home';

const PAIRINGS = SERVER_KINDS.flatMap((source, index) =>
  SERVER_KINDS.slice(index).map((target) => ({ source, target })),
);

test('a film and an episode move one-way and two-way, whatever the two servers are', async ({
  extension,
  start,
}) => {
  for (const { source, target } of PAIRINGS) {
    await test.step(`${source} and ${target}`, async () => {
      const world = sampleWorld();
      const attic = await start({ kind: source, name: 'Attic', world });
      const cellar = await start({ kind: target, name: 'Cellar', world });
      const film = world.movies[0]!;
      const episode = world.episodeOf('Breaking Bad', 1, 2);
      attic.play(film, 20 * MINUTE);
      cellar.play(episode, 9 * MINUTE);

      await moveIn(extension, settingsFor({ attic, cellar }, { mode: 'one-way' }));
      expect(await syncOnce(extension)).toMatchObject({ written: 1, cleared: 0 });
      expect(cellar.state(film)).toMatchObject({ positionMs: 20 * MINUTE, watched: false });
      expect(attic.state(episode).positionMs).toBe(0);
      expect(await syncOnce(extension)).toMatchObject({ written: 0, cleared: 0 });

      const [second, other] = [world.movies[1]!, world.episodeOf('Breaking Bad', 1, 3)];
      await moveIn(extension, settingsFor({ attic, cellar }, { mode: 'two-way' }));
      attic.play(second, 30 * MINUTE);
      cellar.play(other, 12 * MINUTE);
      expect(await syncOnce(extension)).toMatchObject({ written: 2, cleared: 0 });
      expect(cellar.state(second)).toMatchObject({ positionMs: 30 * MINUTE, watched: false });
      expect(attic.state(other).positionMs).toBe(12 * MINUTE);
      expect(await syncOnce(extension)).toMatchObject({ written: 0, cleared: 0 });
      expect(await extension.send('startOver', { settings: true })).toMatchObject({ ok: true });
    });
  }
});
