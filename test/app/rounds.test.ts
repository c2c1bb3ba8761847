import { beforeEach, describe, expect, it, vi } from 'vitest';
import { createPlayhead, type Playhead } from '../../lib/app/playhead';
import { getMeta, LANGUAGE_KEY, PAUSE_KEY, SCHEDULE_KEY, setMeta } from '../../lib/store/meta';
import { ended, fill, type Homeless, homeless, MINUTE, NOW, server } from './home';

let world: Homeless;
let playhead: Playhead;

beforeEach(() => {
  world = homeless();
  playhead = createPlayhead(world.home);
});

const lastOf = async (pairId: string) =>
  (await world.home.store.get('pairStates', pairId))?.last ?? null;
const schedule = () => getMeta(world.home.store, SCHEDULE_KEY);
const ranAt = (at: number) =>
  setMeta(world.home.store, SCHEDULE_KEY, { startedAt: at, finishedAt: at });
const page = (message: unknown) => playhead.answer(message, true);

describe('what a command did', () => {
  it('is answered although nothing could be shown of it', async () => {
    await fill(world);
    world.home.show.mockRejectedValue(new Error('Failed to fetch'));
    const answer = await page({ command: 'syncNow', pairId: 'p1' });
    expect(answer).toMatchObject({ ok: true, value: [{ pairId: 'p1' }] });
    expect(await page({ command: 'pause', until: null })).toEqual({ ok: true, value: null });
    expect(world.home.show).toHaveBeenCalled();
  });

  it('is answered although nothing is known that could be shown', async () => {
    vi.spyOn(world.home.store, 'count').mockRejectedValue(new Error('being opened'));
    expect(await page({ command: 'pause', until: null })).toEqual({ ok: true, value: null });
    expect(world.home.show).not.toHaveBeenCalled();
  });

  it('is answered although the work could no longer be called off', async () => {
    world.home.watch.end.mockRejectedValue(new Error('no alarms'));
    expect(await page({ command: 'syncNow' })).toEqual({ ok: true, value: [] });
  });
});

describe('the schedule', () => {
  it('is not put off by a round of one pair', async () => {
    await fill(world);
    const before = { startedAt: NOW - 4 * MINUTE, finishedAt: NOW - 4 * MINUTE };
    await setMeta(world.home.store, SCHEDULE_KEY, before);
    await playhead.commands.syncNow({ pairId: 'p1' });
    expect(await lastOf('p1')).toMatchObject({ finishedAt: NOW });
    expect(await schedule()).toEqual(before);
    await playhead.commands.syncNow({});
    expect(await schedule()).toEqual({ startedAt: NOW, finishedAt: NOW });
  });

  it('runs what is due once, and again an interval later', async () => {
    await fill(world);
    await playhead.wakeUp();
    expect(await schedule()).toEqual({ startedAt: NOW, finishedAt: NOW });
    world.home.clock.now.mockReturnValue(NOW + 4 * MINUTE);
    await playhead.wakeUp();
    expect(await schedule()).toEqual({ startedAt: NOW, finishedAt: NOW });
    world.home.clock.now.mockReturnValue(NOW + 5 * MINUTE);
    await playhead.wakeUp();
    expect(await schedule()).toMatchObject({ startedAt: NOW + 5 * MINUTE });
  });

  it('joins a second press of the person to the first', async () => {
    await fill(world);
    const both = [playhead.commands.syncNow({}), playhead.commands.syncNow({})] as const;
    const [one, other] = await Promise.all(both);
    expect(other).toEqual(one);
    expect(world.home.watch.begin).toHaveBeenCalledTimes(1);
  });
});

describe('the watch over a run', () => {
  it.each([
    ['nothing is due', () => ranAt(NOW)],
    ['it is paused', () => setMeta(world.home.store, PAUSE_KEY, { until: null })],
  ])('ends where somebody died in something else than a round, and %s', async (_, begin) => {
    await begin();
    await playhead.wakeUp();
    expect(world.home.watch.begin).not.toHaveBeenCalled();
    expect(world.home.watch.end).toHaveBeenCalled();
  });

  it('goes on while something is under way', async () => {
    await ranAt(NOW);
    let end = () => {};
    const work = world.home.lock.alone(
      () =>
        new Promise<void>((done) => {
          end = done;
        }),
    );
    await playhead.wakeUp();
    expect(world.home.watch.end).not.toHaveBeenCalled();
    end();
    await work;
  });
});

describe('the language', () => {
  it('is asked for again after one failed read, and silences nobody meanwhile', async () => {
    await setMeta(world.home.store, LANGUAGE_KEY, 'de');
    const get = vi.spyOn(world.home.store, 'get').mockRejectedValue(new Error('being opened'));
    expect(await page({ command: 'nothing' })).toMatchObject({
      error: { code: 'unknown-command' },
    });
    expect(world.home.speakIn).not.toHaveBeenCalled();
    get.mockRestore();
    await page({ command: 'nothing' });
    expect(world.home.speakIn).toHaveBeenCalledWith('de');
  });
});

describe('access to a server', () => {
  const params = { address: 'http://attic.test' };
  const missing = { code: 'permission-missing' as const, serverId: 'attic', params };
  const lacking = (pairId: string) => ended(pairId, { outcome: 'needs-you', problem: missing });

  it('that is given lets the pairs run that waited for it, and no other', async () => {
    await fill(world, [lacking('p1')]);
    await playhead.accessChanged();
    expect(await lastOf('p1')).toMatchObject({ finishedAt: NOW, outcome: 'retry-later' });
    expect(await lastOf('p2')).toMatchObject({ finishedAt: NOW - MINUTE });
    expect(world.home.fetch).toHaveBeenCalled();
  });

  it('that is taken away is noticed at once, and the server is not asked', async () => {
    await fill(world);
    world.denied.add('http://garage.test');
    await playhead.accessChanged();
    expect(await lastOf('p2')).toMatchObject({ problem: { code: 'permission-missing' } });
    expect(await lastOf('p1')).toMatchObject({ finishedAt: NOW - MINUTE });
    expect(world.shown.at(-1)).toMatchObject({ badge: '!', state: { is: 'needs-you' } });
    expect(JSON.stringify(world.home.fetch.mock.calls)).not.toContain('garage');
  });

  it('starts nothing while Playhead is paused, but is shown', async () => {
    await fill(world, [lacking('p1')]);
    await setMeta(world.home.store, PAUSE_KEY, { until: null });
    await playhead.accessChanged();
    expect(await lastOf('p1')).toMatchObject({ finishedAt: NOW - MINUTE });
    expect(world.shown).not.toEqual([]);
  });
});

describe('a server that is signed in to again', () => {
  const problem = { code: 'signed-out' as const, serverId: 'cellar' };
  const refused = ended('p1', { outcome: 'needs-you', problem });

  it('lets the pairs run at once that waited for it', async () => {
    await fill(world, [refused]);
    await playhead.commands.saveServer({ server: server('cellar', 'another') });
    await world.quiet();
    expect(await lastOf('p1')).toMatchObject({ finishedAt: NOW, outcome: 'retry-later' });
    expect(await lastOf('p2')).toMatchObject({ finishedAt: NOW - MINUTE });
  });

  it('is nothing to a pair that is off or waits for the first yes', async () => {
    await fill(world, [refused]);
    const state = await world.home.store.get('pairStates', 'p1');
    await world.home.store.commit({ puts: { pairStates: [{ ...state!, consent: 'none' }] } });
    await playhead.commands.saveServer({ server: server('cellar', 'another') });
    await world.quiet();
    expect(await lastOf('p1')).toMatchObject({ finishedAt: NOW - MINUTE });
  });
});

describe('a memory that takes nothing', () => {
  it('stops no round, whose failure is still shown', async () => {
    await fill(world);
    await playhead.commands.syncNow({});
    const { store } = world.home;
    const full = () => Promise.reject(new Error('QuotaExceededError'));
    const atomic = store.atomic.bind(store);
    vi.spyOn(store, 'commit').mockImplementation(full);
    vi.spyOn(store, 'atomic').mockImplementation((tables, work) =>
      atomic(tables, (inside) => work(Object.assign(Object.create(inside), { commit: full }))),
    );
    world.home.clock.now.mockReturnValue(NOW + 5 * MINUTE);
    await playhead.wakeUp();
    expect(await lastOf('p1')).toMatchObject({ finishedAt: NOW });
    const broken = { problem: { code: 'unexpected' } };
    expect(world.shown.at(-1)).toMatchObject({
      state: { is: 'partly', troubles: [{ serverId: 'attic' }, {}, {}, broken, broken] },
    });
    vi.mocked(store.commit).mockRestore();
    vi.mocked(store.atomic).mockRestore();
    await playhead.commands.syncNow({});
    expect(JSON.stringify(world.shown.at(-1))).not.toContain('unexpected');
  });
});
