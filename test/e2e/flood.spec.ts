import { sampleWorld } from '../servers';
import { expect, test } from './fixture';
import { watchHeap } from './heap';
import { MINUTE, moveIn, settingsFor, syncOnce } from './home';

const world = sampleWorld();
const film = world.movies[0]!;
const MB = 1_000_000;

test('a server that sends hundreds of megabytes costs the worker little, and other pairs nothing', async ({
  extension,
  start,
}) => {
  const attic = await start({ kind: 'emby', name: 'Attic', world });
  const cellar = await start({ kind: 'jellyfin', name: 'Cellar', world });
  const den = await start({ kind: 'plex', name: 'Den', world });
  const file = settingsFor({ attic, cellar, den });
  const [pair] = file.pairs as object[];
  attic.play(film, 20 * MINUTE);
  await moveIn(extension, { ...file, pairs: [pair, { ...pair, id: 'p2', target: 'den' }] });
  await syncOnce(extension);
  for (const [n, packed] of [false, true].entries()) {
    const flood = { bytes: 300 * MB, packed };
    const fault = cellar.fault({ when: ({ query }) => /IsResumable/.test(String(query)), flood });
    attic.play(film, (40 + 10 * n) * MINUTE);
    const before = await (await watchHeap(extension, true)).stop();
    const heap = await watchHeap(extension, true);
    const [first, second] = await extension.sync();
    expect(first).toMatchObject({ written: 0, problem: { code: 'answer-too-large' } });
    expect(second).toMatchObject({ outcome: 'done', written: 1 });
    expect(den.state(film).positionMs).toBe((40 + 10 * n) * MINUTE);
    expect((await heap.stop()) - before).toBeLessThan(100 * MB);
    expect(cellar.state(film).positionMs).toBe(20 * MINUTE);
    fault.remove();
  }
});
