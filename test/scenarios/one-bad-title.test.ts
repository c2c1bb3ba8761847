import { describe, expect, it } from 'vitest';
import type { PlanSkip } from '../../lib/model/run';
import type { Failing } from '../servers/title-faults';
import { KINDS, MINUTE, overHttp } from './homes';

const AGO = 90 * MINUTE;
/** What a server that answers says at once; a request without an answer is given up after so long. */
const PATIENCE_MS = 500;
const HOWS = ['error', 'html', 'refusal', 'reset', 'cut', 'silence'] as const;

const TRIED = KINDS.flatMap((kind) => HOWS.map((how) => ({ kind, how })));

/** Four films in progress on the Attic, none of them on the other server. */
async function four(kind: (typeof KINDS)[number], how: Failing['how']) {
  const made = await overHttp('jellyfin', kind);
  if (how === 'silence') made.home.timeoutMs = PATIENCE_MS;
  const films = made.home.world.movies.slice(0, 4);
  for (const [n, film] of films.entries()) {
    made.attic.play(film, (20 + n) * MINUTE, { at: Date.now() - AGO - n * MINUTE });
  }
  const positions = () => films.map((film) => made.cellar.state(film).positionMs / MINUTE);
  const waiting = (): PlanSkip[] => [...made.home.store.runRows.values()].at(-1)!.waiting;
  const listed = () => [...made.home.store.unmatchedRows.values()];
  return { ...made, films, positions, waiting, listed };
}

describe.each(TRIED)('one title that answers $how for ever on $kind', ({ kind, how }) => {
  it('when it is written: the three others are in step in the same run', async () => {
    const { home, cellar, films, positions, waiting } = await four(kind, how);
    const fault = cellar.failFor(films[1]!, { asked: 'write', how });
    // A write of which the answer is cut has arrived; Emby's answer is empty, cut or not.
    const arrives = how === 'cut';
    expect(await home.run()).toMatchObject({ written: arrives && kind === 'emby' ? 4 : 3 });
    expect(positions()).toEqual([20, arrives ? 21 : 0, 22, 23]);
    home.ahead += 10 * MINUTE;
    fault.remove();
    await home.run();
    expect(positions()).toEqual([20, 21, 22, 23]);
    expect(waiting()).toEqual([]);
  });

  it('when it is looked up: the three others are in step in the same run', async () => {
    const { home, cellar, films, positions, listed } = await four(kind, how);
    const fault = cellar.failFor(films[1]!, { asked: 'look-up', how });
    expect(await home.run()).toMatchObject({ written: 3, outcome: 'done' });
    expect(positions()).toEqual([20, 0, 22, 23]);
    expect(listed()).toMatchObject([{ title: expect.stringContaining(films[1]!.title) }]);
    expect(listed()[0]).toMatchObject({ reason: 'unreadable', problem: { serverId: 'cellar' } });
    fault.remove();
    home.ahead += 10 * MINUTE;
    expect(await home.run()).toMatchObject({ written: 1 });
    expect(listed()).toEqual([]);
  });

  it('when it was tracked and is looked up: it is unknown, and listed with what was said', async () => {
    const { home, attic, cellar, films, positions, waiting } = await four(kind, how);
    await home.run();
    for (const film of films) cellar.finish(film);
    cellar.failFor(films[1]!, { asked: 'look-up', how });
    home.ahead += 10 * MINUTE;
    await home.run();
    const unknown = waiting().filter(({ reason }) => reason === 'unknown');
    expect(unknown).toMatchObject([{ problem: { serverId: 'cellar' } }]);
    expect(attic.state(films[1]!).positionMs).toBe(21 * MINUTE);
    expect(positions()).toEqual([0, 0, 0, 0]);
  });
});

describe.each(TRIED)('one show that answers $how for ever on $kind', ({ kind, how }) => {
  it.each(['episodes', 'look-up'] as const)(
    'when asked for its %s: the others go on',
    async (asked) => {
      const { home, attic, cellar, listed } = await four(kind, how);
      const episodes = home.world.shows.map((show) => home.world.episodeOf(show, 1, 2));
      for (const one of episodes) attic.play(one, 5 * MINUTE, { at: Date.now() - AGO });
      const [culprit] = home.world.shows;
      cellar.failFor(culprit!, { asked, how });
      const summary = await home.run();
      expect(summary).not.toHaveProperty('problem');
      const stand = episodes.map((one) => cellar.state(one).positionMs / MINUTE);
      expect(stand).toEqual([0, ...episodes.slice(1).map(() => 5)]);
      expect(listed().map(({ reason }) => reason)).toEqual(['unreadable']);
    },
  );
});

describe.each(HOWS)('a question by outside ids that answers %s for one title on Emby', (how) => {
  it('leaves out that title, and finds the others', async () => {
    const { home, cellar, films, positions, listed } = await four('emby', how);
    cellar.failFor(films[1]!, { asked: 'find', how });
    expect(await home.run()).toMatchObject({ written: 3, outcome: 'done' });
    expect(positions()).toEqual([20, 0, 22, 23]);
    expect(listed()).toMatchObject([{ reason: 'unreadable', problem: { serverId: 'cellar' } }]);
  });
});

describe.each(KINDS)('on %s', (kind) => {
  it('a title that fails rests with growing pauses, and is not asked for meanwhile', async () => {
    const { home, cellar, films } = await four(kind, 'reset');
    await home.run();
    for (const film of films) cellar.finish(film);
    const fault = cellar.failFor(films[1]!, { asked: 'look-up', how: 'reset' });
    const asked: boolean[] = [];
    for (const hours of [0, 1, 1, 1, 4, 2, 6, 5]) {
      home.ahead += hours * 60 * MINUTE;
      const before = fault.hits;
      await home.run();
      asked.push(fault.hits > before);
    }
    // After the third failure it rests for six hours, after the fourth for twelve.
    expect(asked).toEqual([true, true, true, false, false, true, false, false]);
    fault.remove();
    home.ahead += 24 * 60 * MINUTE;
    await home.run();
    expect(home.store.serverStateRows.get('cellar')!.failing).toEqual({});
  });

  it('three titles in a row that reset the connection stop the server', async () => {
    const { home, cellar, films } = await four(kind, 'reset');
    for (const film of films) cellar.failFor(film, { asked: 'write', how: 'reset' });
    expect(await home.run()).toMatchObject({ written: 0, problem: { code: 'unreachable' } });
    const writes = cellar.log.filter(({ method }) => method === 'POST');
    expect(writes).toHaveLength(3);
  });

  it('three titles in a row that cannot be looked at stop the server, and none of them rests', async () => {
    const { home, cellar, films } = await four(kind, 'error');
    await home.run();
    for (const film of films) {
      cellar.finish(film);
      cellar.failFor(film, { asked: 'look-up', how: 'error' });
    }
    for (let n = 0; n < 4; n += 1) {
      home.ahead += 60 * MINUTE;
      expect(await home.run()).toMatchObject({ problem: { code: 'server-error' } });
    }
    expect(home.store.serverStateRows.get('cellar')!.failing ?? {}).toEqual({});
  });

  it('a server that falls silent at a write is asked who it is, and left alone', async () => {
    const { home, cellar } = await four(kind, 'reset');
    let silent = false;
    cellar.fault({ when: ({ method }) => (silent ||= method === 'POST'), drop: true });
    expect(await home.run()).toMatchObject({ written: 0, problem: { code: 'unreachable' } });
    expect(cellar.log.filter(({ method }) => method === 'POST')).toHaveLength(1);
  });
});
