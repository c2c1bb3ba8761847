import { describe, expect, it } from 'vitest';
import { DAY, HOUR, history, inAgreement, inMemory, letters, MINUTE } from './homes';

type Made = Awaited<ReturnType<typeof inAgreement>>;

const minutes = ({ attic, cellar }: Made, title = 'Heat') =>
  [attic, cellar].map((server) => server.at(title).positionMs / MINUTE);

async function rounds({ home }: Made, count: number) {
  for (let n = 0; n < count; n += 1) {
    await home.run();
    home.wait(5 * MINUTE);
  }
}

/** The file is upgraded: the title stands under a new id, and the server knows nothing of it. */
function replace({ attic }: Made, title = 'Heat'): void {
  attic.rename(title);
  attic.unwatch(title);
}

describe('a file that was replaced', () => {
  it('gets its position back, said as put back', async () => {
    const made = await inAgreement(['Heat']);
    replace(made);
    await rounds(made, 3);
    expect(minutes(made)).toEqual([20, 20]);
    expect(history(made.home.store).at(-1)).toMatchObject({
      ...{ kind: 'write', rule: 'put-back', cell: '12c', serverId: 'attic' },
    });
  });

  it('gets it back also when a run saw it gone in between', async () => {
    const made = await inAgreement(['Heat']);
    made.attic.remove('Heat');
    await rounds(made, 1);
    made.attic.giveBack('Heat');
    replace(made);
    await rounds(made, 3);
    expect(minutes(made)).toEqual([20, 20]);
  });

  it('after a person had cleared it: neither put back nor cleared, and listed', async () => {
    const made = await inAgreement(['Heat']);
    made.attic.clear('Heat');
    await rounds(made, 1);
    replace(made);
    await rounds(made, 3);
    expect(minutes(made)).toEqual([0, 20]);
    expect(history(made.home.store).at(-1)).toMatchObject({
      kind: 'skip',
      reason: 'lost-after-clear',
    });
  });

  it('of a one-way source: nothing is put back and nothing cleared', async () => {
    const made = await inAgreement(['Heat'], { pair: { mode: 'one-way' } });
    replace(made);
    await rounds(made, 3);
    expect(minutes(made)).toEqual([0, 20]);
    expect(history(made.home.store).at(-1)).toMatchObject({ kind: 'skip', reason: 'lost' });
  });

  it('with Add / Update off: nothing is put back and nothing cleared', async () => {
    const made = await inAgreement(['Heat'], { pair: { addUpdate: false } });
    replace(made);
    await rounds(made, 3);
    expect(minutes(made)).toEqual([0, 20]);
  });

  it('gives way to a newer position of the other server', async () => {
    const made = await inAgreement(['Heat']);
    replace(made);
    made.cellar.play('Heat', 70 * MINUTE);
    await rounds(made, 2);
    expect(minutes(made)).toEqual([70, 70]);
  });
});

/** All stood at 20 minutes eight days ago, or were not begun, and since then at 50. */
async function restored(total: number, begun: number) {
  const titles = letters(total);
  const made = await inMemory('jellyfin', 'emby', { titles });
  const { home, attic, cellar } = made;
  for (const title of titles) {
    attic.play(title, 50 * MINUTE, home.now - DAY);
    cellar.play(title, 50 * MINUTE, home.now - DAY);
  }
  await home.run();
  home.wait(5 * MINUTE);
  for (const [n, title] of titles.entries()) {
    if (n < begun) attic.play(title, 20 * MINUTE, home.now - 8 * DAY);
    else attic.unwatch(title);
  }
  return { ...made, titles };
}

const hold = ({ home }: Made) => [...home.store.pairStateRows.values()][0]?.hold;

describe('a server restored from a backup', () => {
  it('takes nothing from the other, and gets back what it lost', async () => {
    const made = await restored(4, 2);
    expect(await made.home.runOne()).toMatchObject({ outcome: 'held', written: 0, cleared: 0 });
    expect(hold(made)).toMatchObject({ reason: 'went-back', serverId: 'attic', count: 4, of: 4 });
    for (const title of made.titles) expect(minutes(made, title)[1]).toBe(50);
    await made.home.ports.store.commit({
      pairStates: [
        {
          ...made.home.store.pairStateRows.get('attic-cellar')!,
          approved: hold(made)!.actionHashes,
        },
      ],
    });
    await rounds(made, 3);
    for (const title of made.titles) expect(minutes(made, title)).toEqual([50, 50]);
  });

  it('of two titles: both are put back in the same run', async () => {
    const made = await restored(2, 1);
    await rounds(made, 3);
    for (const title of made.titles) expect(minutes(made, title)).toEqual([50, 50]);
    const rules = history(made.home.store).flatMap(({ kind, rule }) =>
      kind === 'write' ? rule : [],
    );
    expect(rules).toEqual(['put-back', 'put-back']);
  });

  it('and then truly played on: that title moves', async () => {
    const made = await restored(2, 2);
    made.attic.play('A', 70 * MINUTE);
    await rounds(made, 3);
    expect(minutes(made, 'A')).toEqual([70, 70]);
    expect(minutes(made, 'B')).toEqual([50, 50]);
  });

  it('a held answer that waits stays what it was', async () => {
    const made = await restored(10, 5);
    await rounds(made, 4);
    expect(hold(made)).toMatchObject({ reason: 'went-back', count: 10 });
    for (const title of made.titles) expect(minutes(made, title)[1]).toBe(50);
  });
});

describe('a position that a player dropped', () => {
  /** Played on to 40 minutes just now, and both agree. */
  async function justPlayed() {
    const made = await inAgreement(['Heat']);
    made.attic.play('Heat', 40 * MINUTE);
    await rounds(made, 1);
    expect(minutes(made)).toEqual([40, 40]);
    return made;
  }

  it('is put back once, and cleared in two runs when it goes again', async () => {
    const made = await justPlayed();
    made.attic.clear('Heat');
    await rounds(made, 1);
    expect(minutes(made)).toEqual([40, 40]);
    made.attic.clear('Heat');
    await rounds(made, 1);
    expect(minutes(made)).toEqual([0, 40]);
    await rounds(made, 1);
    expect(minutes(made)).toEqual([0, 0]);
  });

  it('is put back again when it was played in between', async () => {
    const made = await justPlayed();
    made.attic.clear('Heat');
    await rounds(made, 1);
    made.attic.play('Heat', 60 * MINUTE);
    await rounds(made, 1);
    made.attic.clear('Heat');
    await rounds(made, 3);
    expect(minutes(made)).toEqual([60, 60]);
  });

  it('is cleared at once in two runs where a person marked it unplayed', async () => {
    const made = await justPlayed();
    made.attic.unwatch('Heat');
    await rounds(made, 2);
    expect(minutes(made)).toEqual([0, 0]);
  });

  it('is cleared where it was last played some hours before', async () => {
    const made = await justPlayed();
    made.home.wait(4 * HOUR);
    made.attic.clear('Heat');
    await rounds(made, 2);
    expect(minutes(made)).toEqual([0, 0]);
  });
});

describe('of two copies, the one that spoke is gone', () => {
  it('the other speaks from then on, and what moves elsewhere arrives there', async () => {
    const made = inMemory('jellyfin', 'emby', { titles: [] });
    const { home, attic, cellar } = made;
    const ids = { imdb: 'tt-Heat' };
    const [small, large] = [attic.add({ title: 'Heat', ids }), attic.add({ title: 'Heat', ids })];
    cellar.add({ title: 'Heat', ids });
    const copy = (id: string) => attic.films.get(id)!.row;
    Object.assign(copy(large), { positionMs: 16 * MINUTE, lastPlayedAt: home.now - HOUR });
    Object.assign(copy(small), { positionMs: 50 * MINUTE, lastPlayedAt: home.now - 2 * MINUTE });
    cellar.play('Heat', 50 * MINUTE, home.now - 2 * MINUTE);
    await rounds(made, 2);
    attic.films.get(small)!.present = false;
    await rounds(made, 3);
    expect(cellar.at('Heat').positionMs).toBe(50 * MINUTE);
    cellar.play('Heat', 70 * MINUTE);
    await rounds(made, 2);
    expect(copy(large).positionMs).toBe(70 * MINUTE);
  });
});
