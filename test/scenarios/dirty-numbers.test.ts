import { describe, expect, it } from 'vitest';
import type { ServerKind } from '../../lib/model/server';
import { createWorld, type Title, type World } from '../servers';
import { KINDS, MINUTE, overHttp } from './homes';

const AGO = 90 * MINUTE;
const TVDB = { tvdb: '252322' };

type Line = Parameters<World['episode']>[1];

/** A show of these episodes on both servers. */
async function aShow<L extends ServerKind, R extends ServerKind>(left: L, right: R, lines: Line[]) {
  const world = createWorld();
  const show = world.show({ title: 'Adventure Time', year: 2010, ids: TVDB });
  const episodes = lines.map((line) => world.episode(show, line));
  const made = await overHttp(left, right, { world });
  const reasons = () => [...made.home.store.unmatchedRows.values()].map((row) => row.reason);
  return { ...made, show, episodes, reasons };
}

const rounds = async ({ home }: Awaited<ReturnType<typeof aShow>>, count: number) => {
  const summaries = [];
  for (let n = 0; n < count; n += 1) {
    summaries.push(await home.run());
    home.ahead += 6 * MINUTE;
  }
  return summaries;
};

describe('another order, as Plex`s agent says it', () => {
  const LINES = [1, 2].flatMap((season) =>
    [1, 2, 3].map((episode) => ({ season, episode, title: `Episode ${episode}` })),
  );

  async function made() {
    const show = await aShow('plex', 'jellyfin', LINES);
    show.attic.setAgentGuid(show.show, 'com.plexapp.agents.hama://tvdb4-252322');
    // Season 2 goes on counting where season 1 ended.
    for (const one of show.episodes.slice(3)) {
      show.attic.relabel(one, { episode: one.episode! + 3 });
    }
    return show;
  }

  it('is copied in neither direction, and listed', async () => {
    const show = await made();
    const { attic, cellar, episodes } = show;
    attic.play(episodes[1]!, 20 * MINUTE, { at: Date.now() - AGO });
    cellar.play(episodes[2]!, 10 * MINUTE, { at: Date.now() - AGO });
    const [first] = await rounds(show, 3);
    expect(first).toMatchObject({ outcome: 'done', written: 0, unmatched: 2 });
    expect(episodes.map((one) => cellar.state(one).positionMs)).toEqual([
      ...[0, 0, 10 * MINUTE],
      ...[0, 0, 0],
    ]);
    expect(episodes.map((one) => attic.state(one).positionMs)).toEqual([
      ...[0, 20 * MINUTE, 0],
      ...[0, 0, 0],
    ]);
    expect(show.reasons()).toEqual(['other-numbering', 'other-numbering']);
  });
});

describe('an episode that a server counts anew', () => {
  const LINES = [1, 2, 3, 4, 5, 6].map((episode) => ({ season: 1, episode }));

  /** E05 agrees at 20 minutes; then its file is E06 on the attic, and that of E06 is E05. */
  async function renumbered(right: ServerKind) {
    const show = await aShow('jellyfin', right, LINES);
    const { attic, cellar, episodes } = show;
    const [five, six] = episodes.slice(4) as [Title, Title];
    for (const server of [attic, cellar]) {
      server.play(five, 20 * MINUTE, { at: Date.now() - AGO });
    }
    await rounds(show, 1);
    attic.relabel(five, { episode: 6 });
    attic.relabel(six, { episode: 5 });
    const minutes = () =>
      [attic, cellar].flatMap((server) =>
        [five, six].map((one) => server.state(one).positionMs / MINUTE),
      );
    return { ...show, five, six, minutes };
  }

  it('is neither copied nor cleared, and listed', async () => {
    const show = await renumbered('jellyfin');
    const summaries = await rounds(show, 3);
    for (const summary of summaries) expect(summary).toMatchObject({ written: 0, cleared: 0 });
    expect(show.minutes()).toEqual([20, 0, 20, 0]);
    expect(show.reasons()).toContain('renumbered');
  });

  it('goes on from there once the other server counts so too', async () => {
    const show = await renumbered('jellyfin');
    await rounds(show, 2);
    show.cellar.relabel(show.five, { episode: 6 });
    show.cellar.relabel(show.six, { episode: 5 });
    await rounds(show, 1);
    show.attic.play(show.five, 30 * MINUTE);
    await rounds(show, 2);
    expect(show.minutes()).toEqual([30, 0, 30, 0]);
    expect(show.reasons()).toEqual([]);
  });

  it('takes no position that moves meanwhile', async () => {
    const show = await renumbered('jellyfin');
    show.cellar.play(show.five, 30 * MINUTE);
    await rounds(show, 3);
    expect(show.minutes()).toEqual([20, 0, 30, 0]);
  });
});

describe('the same episode id under other numbers', () => {
  const IDS = { ids: { tvdb: '7001' } };

  async function made(kind: ServerKind, theirs: Partial<Line>) {
    const line = { season: 1, episode: 2, title: 'Dusk', airDate: '2010-04-12', ...IDS };
    const show = await aShow('emby', kind, [line, { season: 1, episode: 5 }]);
    const [one] = show.episodes as [Title];
    const { title: name = 'Dusk', airDate = '2010-04-12' } = theirs;
    show.cellar.relabel(one, { episode: 3, name, airDate });
    show.attic.play(one, 20 * MINUTE, { at: Date.now() - AGO });
    const [summary] = await rounds(show, 1);
    return { ...show, summary, there: show.cellar.state(one).positionMs / MINUTE };
  }

  it.each(KINDS)('is the same with title and air date (%s)', async (kind) => {
    expect((await made(kind, {})).there).toBe(20);
  });

  it.each(KINDS)('is another with neither, and listed (%s)', async (kind) => {
    const { there, reasons, summary } = await made(kind, { title: 'Dawn', airDate: '2010-04-19' });
    expect(there).toBe(0);
    expect(summary).toMatchObject({ written: 0, unmatched: 1 });
    expect(reasons()).toEqual(['numbers-differ']);
  });
});

describe('two episodes that stand under one number, each on its server', () => {
  it.each(KINDS)('are both listed, and stay so (%s)', async (kind) => {
    const lines = ['Dusk', 'Dawn'].map((title, n) => ({ season: 1, episode: 1 + n, title }));
    const show = await aShow('emby', kind, lines);
    const { attic, cellar } = show;
    const [dusk, dawn] = show.episodes as [Title, Title];
    cellar.relabel(dusk, { episode: 2, name: 'Dusk' });
    cellar.relabel(dawn, { episode: 1, name: 'Dawn' });
    attic.play(dusk, 20 * MINUTE, { at: Date.now() - AGO });
    cellar.play(dawn, 10 * MINUTE, { at: Date.now() - AGO });
    for (const summary of await rounds(show, 2)) {
      expect(summary).toMatchObject({ outcome: 'done', written: 0, unmatched: 2 });
    }
    expect(show.reasons()).toEqual(['numbers-differ', 'numbers-differ']);
    expect(cellar.state(dusk).positionMs + attic.state(dawn).positionMs).toBe(0);
  });
});
