import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { Figures } from './figures';
import { lived } from './story';
import { dirtyWorld } from './world';

/** PLAYHEAD_WORLDS=100000 widens, PLAYHEAD_SEED=123 begins there. */
const WORLDS = Number(process.env.PLAYHEAD_WORLDS ?? 100);
const FIRST = Number(process.env.PLAYHEAD_SEED ?? 1);
const START = Date.UTC(2026, 10, 1, 12);
const AN_HOUR = 3_600_000;

const figures = new Figures();

beforeAll(async () => {
  vi.useFakeTimers({ toFake: ['Date'] });
  for (let seed = FIRST; seed < FIRST + WORLDS; seed += 1) {
    vi.setSystemTime(START);
    const wait = (ms: number) => vi.setSystemTime(Date.now() + ms);
    figures.add(await lived(dirtyWorld(seed), wait));
  }
}, 10 * AN_HOUR);

afterAll(() => {
  vi.useRealTimers();
  if (process.env.PLAYHEAD_WORLDS) console.info(figures.report());
});

describe('in dirty libraries', () => {
  it('no position lands on other content', () => {
    expect(figures.wrong).toEqual([]);
  });

  it('no position is lost', () => {
    expect(figures.lost).toEqual([]);
  });

  it('what is not in step is listed with its reason', () => {
    expect(figures.silent).toEqual([]);
  });

  it('runs end well', () => {
    expect(figures.broken).toEqual([]);
  });

  it('clean titles beside dirty ones are in step, all but one in a hundred', () => {
    expect(figures.shareOfClean()).toBeGreaterThanOrEqual(0.99);
  });
});
