import { describe, expect, it } from 'vitest';
import type { ExternalIds } from '../../lib/model/item';
import type { ServerKind } from '../../lib/model/server';
import { createWorld, type Title, type World } from '../servers';
import { KINDS, MINUTE, overHttp } from './homes';

const AGO = 90 * MINUTE;
const SHOW: ExternalIds = { tvdb: '81189', imdb: 'tt0903747' };

type Line = Omit<Parameters<World['episode']>[1], 'runtimeMs'>;

function shelf(ids: ExternalIds, lines: Line[], title = 'Naruto', year = 2002) {
  const world = createWorld();
  const show = world.show({ title, year, ids });
  const episodes = lines.map((line) => world.episode(show, line));
  return { world, show, episodes };
}

interface Sides {
  left?: ServerKind;
  right?: ServerKind;
  mine: ReturnType<typeof shelf>;
  theirs: ReturnType<typeof shelf>;
}

/** The first episode of the attic is in progress. */
async function shows({ left = 'emby', right = 'jellyfin', mine, theirs }: Sides) {
  const made = await overHttp(left, right, { world: mine.world, right: { world: theirs.world } });
  const first = mine.episodes[0] as Title;
  made.attic.play(first, 20 * MINUTE, { at: Date.now() - AGO });
  const positions = () => theirs.episodes.map((one) => made.cellar.state(one).positionMs / MINUTE);
  return { ...made, first, positions, theirsOf: (n: number) => theirs.episodes[n] as Title };
}

const reasonsOf = ({ home }: Awaited<ReturnType<typeof shows>>) =>
  [...home.store.unmatchedRows.values()].map((row) => row.reason);

describe('an episode', () => {
  it.each(KINDS)('matches by its own id and title where the numbers differ (%s)', async (right) => {
    const title = 'The Long Night';
    const made = await shows({
      right,
      mine: shelf(SHOW, [{ season: 2, episode: 3, ids: { tvdb: '7001' }, title }]),
      theirs: shelf(SHOW, [
        { season: 1, episode: 28, ids: { tvdb: '7001' }, title },
        { season: 2, episode: 3, ids: { tvdb: '7002' } },
      ]),
    });
    expect(await made.home.run()).toMatchObject({ written: 1, unmatched: 0 });
    expect(made.positions()).toEqual([20, 0]);
  });

  it('with an id in common is another where numbers differ and nothing else agrees', async () => {
    const made = await shows({
      mine: shelf(SHOW, [{ season: 2, episode: 3, ids: { tvdb: '7001' }, title: 'Dusk' }]),
      theirs: shelf(SHOW, [{ season: 1, episode: 28, ids: { tvdb: '7001' }, title: 'Dawn' }]),
    });
    expect(await made.home.run()).toMatchObject({ written: 0, unmatched: 1 });
    expect(reasonsOf(made)).toEqual(['numbers-differ']);
  });

  it.each(KINDS)('matches by its show and numbers where it has no id (%s)', async (right) => {
    const lines = [1, 2, 3].map((episode) => ({ season: 1, episode }));
    const made = await shows({
      right,
      mine: shelf(SHOW, [...lines].reverse()),
      theirs: shelf(SHOW, lines, 'Naruto (US)', 2003),
    });
    expect(await made.home.run()).toMatchObject({ written: 1, unmatched: 0 });
    expect(made.positions()).toEqual([0, 0, 20]);
  });

  it('that carries the ids of its show does not match every episode', async () => {
    const made = await shows({
      mine: shelf(SHOW, [{ season: 1, episode: 2, ids: SHOW }]),
      theirs: shelf(SHOW, [
        { season: 1, episode: 1, ids: SHOW },
        { season: 1, episode: 2, ids: SHOW },
        { season: 1, episode: 3, ids: SHOW },
      ]),
    });
    expect(await made.home.run()).toMatchObject({ written: 1, unmatched: 0 });
    expect(made.positions()).toEqual([0, 20, 0]);
    made.cellar.play(made.theirsOf(0), 10 * MINUTE);
    expect(await made.home.run()).toMatchObject({ written: 0 });
    expect(made.attic.state(made.first).positionMs).toBe(20 * MINUTE);
  });

  it('whose own id says otherwise is not matched by its numbers', async () => {
    const made = await shows({
      mine: shelf(SHOW, [{ season: 1, episode: 2, ids: { tvdb: '7001' } }]),
      theirs: shelf(SHOW, [{ season: 1, episode: 2, ids: { tvdb: '7009' } }]),
    });
    expect(await made.home.run()).toMatchObject({ written: 0, unmatched: 1 });
    expect(made.positions()).toEqual([0]);
  });

  it('of another show with the same name is not matched', async () => {
    const line = { season: 1, episode: 1, title: 'Pilot' };
    for (const [mine, theirs] of [
      [{ imdb: 'tt0290978' }, { imdb: 'tt0386676' }],
      [{}, {}],
    ] as [ExternalIds, ExternalIds][]) {
      const made = await shows({
        mine: shelf(mine, [line], 'The Office', 2001),
        theirs: shelf(theirs, [line], 'The Office', 2005),
      });
      expect(await made.home.run()).toMatchObject({ outcome: 'done', written: 0, unmatched: 1 });
      expect(made.positions()).toEqual([0]);
    }
  });

  it('of a show whose ids contradict each other is not matched', async () => {
    const line = { season: 1, episode: 1 };
    const made = await shows({
      mine: shelf({ tvdb: '1', imdb: 'tt1' }, [line]),
      theirs: shelf({ tvdb: '1', imdb: 'tt2' }, [line]),
    });
    expect(await made.home.run()).toMatchObject({ written: 0, unmatched: 1 });
    expect(reasonsOf(made)).toEqual(['conflicting-ids']);
  });
});

describe('a special', () => {
  const special = (episode: number, title: string, airDate?: string, ids?: ExternalIds) => ({
    season: 0,
    episode,
    title,
    ...(airDate && { airDate }),
    ...(ids && { ids }),
  });

  it.each([
    ['the same number and title', special(1, 'Making of'), special(1, 'making of!'), 20],
    [
      'the same number and air date',
      special(1, 'A', '2009-02-17'),
      special(1, 'B', '2009-02-17'),
      20,
    ],
    ['the same number only', special(1, 'Making of'), special(1, 'Bloopers'), 0],
    [
      'its own id and title',
      special(1, 'Making of', undefined, { tvdb: '9' }),
      special(4, 'Making of', undefined, { tvdb: '9' }),
      20,
    ],
    [
      'its own id, another number and title',
      special(1, 'A', undefined, { tvdb: '9' }),
      special(4, 'B', undefined, { tvdb: '9' }),
      0,
    ],
    ['the same title and another number', special(1, 'Making of'), special(2, 'Making of'), 0],
  ])('with %s', async (_, mine, theirs, minutes) => {
    const made = await shows({ mine: shelf(SHOW, [mine]), theirs: shelf(SHOW, [theirs]) });
    expect(await made.home.run()).toMatchObject({ written: minutes > 0 ? 1 : 0 });
    expect(made.positions()).toEqual([minutes]);
  });
});

describe('a file of several episodes', () => {
  const single = [1, 2].map((episode) => ({ season: 1, episode }));
  const double = { season: 1, episode: 1, episodeEnd: 2 };

  it('is written to no single episode, and no single episode to it', async () => {
    const together = shelf(SHOW, [double]);
    const apart = shelf(SHOW, single);
    const made = await shows({ mine: together, theirs: apart });
    expect(await made.home.run()).toMatchObject({ written: 0, unmatched: 1 });
    expect(reasonsOf(made)).toEqual(['other-range']);
    expect(made.positions()).toEqual([0, 0]);
    const turned = await shows({ mine: shelf(SHOW, single), theirs: shelf(SHOW, [double]) });
    expect(await turned.home.run()).toMatchObject({ written: 0, unmatched: 1 });
    expect(turned.positions()).toEqual([0]);
  });

  it('matches a file of the same range', async () => {
    const made = await shows({ mine: shelf(SHOW, [double]), theirs: shelf(SHOW, [double]) });
    expect(await made.home.run()).toMatchObject({ written: 1, unmatched: 0 });
    expect(made.positions()).toEqual([20]);
  });

  it('is another range than its first episode though the ids are equal', async () => {
    const ids = { tvdb: '7001' };
    const made = await shows({
      mine: shelf(SHOW, [{ ...double, ids }]),
      theirs: shelf(SHOW, [{ season: 1, episode: 1, ids }]),
    });
    expect(await made.home.run()).toMatchObject({ written: 0, unmatched: 1 });
  });
});
