import { afterEach, describe, expect, it } from 'vitest';
import { chooseTitles } from '../../lib/engine/trial';
import { ProblemError } from '../../lib/model/problem';
import { freshPairState } from '../../lib/plan/pair-state';
import { sampleWorld } from '../servers';
import { HttpHousehold } from '../support/http-household';

const MINUTE = 60_000;
const world = sampleWorld();
const [first, second] = [world.movies[0]!, world.movies[1]!];
let home: HttpHousehold;

afterEach(() => home.stop());

/** Two films in progress on the attic, seen in a preview. */
async function previewed() {
  home = new HttpHousehold(world);
  const attic = await home.server('attic', 'jellyfin');
  const cellar = await home.server('cellar', 'jellyfin');
  attic.play(first, 20 * MINUTE);
  attic.play(second, 30 * MINUTE);
  const pair = home.pair('attic', 'cellar');
  await home.store.commit({ pairStates: [freshPairState(pair.id)] });
  const plan = await home.preview(pair.id);
  const keyOf = (title: string) => plan.actions.find((one) => one.title.startsWith(title))!.key!;
  const run = () => home.run(pair.id);
  return { attic, cellar, pair, run, keyOf, plan };
}

describe('a pair that begins with a few titles', () => {
  it('syncs only those, in every run, and leaves the others as they are', async () => {
    const { attic, cellar, pair, run, keyOf } = await previewed();
    await chooseTitles(home.ports, pair.id, [keyOf(first.title)]);
    expect(await run()).toMatchObject({ outcome: 'done', written: 1, skipped: 0 });
    expect(cellar.state(first).positionMs).toBe(20 * MINUTE);
    expect(cellar.state(second).positionMs).toBe(0);
    attic.play(first, 25 * MINUTE);
    attic.play(second, 45 * MINUTE);
    expect(await run()).toMatchObject({ outcome: 'done', written: 1 });
    expect(cellar.state(second).positionMs).toBe(0);
  });

  it('still shows all of them in a preview', async () => {
    const { pair, run, keyOf } = await previewed();
    await chooseTitles(home.ports, pair.id, [keyOf(first.title)]);
    await run();
    const plan = await home.preview(pair.id);
    expect(plan.actions.map(({ title }) => title)).toEqual([expect.stringContaining(second.title)]);
  });

  it('goes on with all once the person says so', async () => {
    const { cellar, pair, run, keyOf } = await previewed();
    await chooseTitles(home.ports, pair.id, [keyOf(first.title)]);
    await run();
    await chooseTitles(home.ports, pair.id, null);
    expect(await run()).toMatchObject({ outcome: 'done', written: 1 });
    expect(cellar.state(second).positionMs).toBe(30 * MINUTE);
  });

  it('clears a tried title in two runs, and no other', async () => {
    const { attic, cellar, pair, run, keyOf } = await previewed();
    cellar.play(second, 30 * MINUTE);
    await chooseTitles(home.ports, pair.id, [keyOf(first.title)]);
    await run();
    attic.clear(first);
    attic.clear(second);
    expect(await run()).toMatchObject({ cleared: 0 });
    expect(await run()).toMatchObject({ cleared: 1 });
    expect(cellar.state(second).positionMs).toBe(30 * MINUTE);
  });

  it('clears nothing from before when a title joins again', async () => {
    const { attic, cellar, pair, run, keyOf } = await previewed();
    const keys = [keyOf(first.title), keyOf(second.title)];
    await chooseTitles(home.ports, pair.id, null);
    await run();
    await chooseTitles(home.ports, pair.id, [keys[0]!]);
    attic.clear(second);
    await run();
    await chooseTitles(home.ports, pair.id, null);
    await run();
    expect(await run()).toMatchObject({ cleared: 0 });
    expect(cellar.state(second).positionMs).toBe(30 * MINUTE);
  });

  it('has to be looked at first', async () => {
    const { pair } = await previewed();
    await home.store.commit({ pairStates: [freshPairState(pair.id)] });
    const choice = chooseTitles(home.ports, pair.id, []);
    await expect(choice).rejects.toThrow(ProblemError);
  });
});
