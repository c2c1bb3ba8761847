import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { BLIND } from './blind';
import type { Between } from './household';
import { lived } from './story';
import { dirtyWorld } from './world';

const TRIES = 100;
const START = Date.UTC(2026, 10, 1, 12);

beforeAll(() => {
  vi.useFakeTimers({ toFake: ['Date'] });
});
afterAll(() => {
  vi.useRealTimers();
});

/** How many worlds it takes until a position lands on other content; null: more than are tried. */
async function worldsUntilWrong(between: Between): Promise<number | null> {
  for (let seed = 1; seed <= TRIES; seed += 1) {
    vi.setSystemTime(START);
    const wait = (ms: number) => vi.setSystemTime(Date.now() + ms);
    const { truth } = await lived(dirtyWorld(seed), wait, between);
    if (truth.wrong.length > 0) return seed;
  }
  return null;
}

describe('the dirty worlds find out a matcher that', () => {
  it.each(BLIND)('$does', async ({ between }) => {
    expect(await worldsUntilWrong(between)).not.toBeNull();
  });
});
