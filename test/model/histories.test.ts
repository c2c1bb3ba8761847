import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Kind } from '../support/household';
import { clocksOf, forgetfulHistoryOf, historyOf } from './history';
import { lives } from './lives';
import type { Setup } from './world';

/** Set to reproduce: PLAYHEAD_SEED=123 npm test. */
const SEED = process.env.PLAYHEAD_SEED ? Number(process.env.PLAYHEAD_SEED) : undefined;
const RUNS = Number(process.env.PLAYHEAD_HISTORIES ?? 250);

const kind = fc.constantFrom<Kind>('jellyfin', 'emby', 'plex');

async function promised(...history: Parameters<typeof lives>) {
  const world = await lives(...history);
  expect(world.broken).toEqual([]);
  return world;
}

const parameters = { numRuns: RUNS, ...(SEED === undefined ? {} : { seed: SEED }) };

describe('whatever happens, the promises hold', () => {
  it('between two servers, two-way, whichever is called left', async () => {
    const property = fc.asyncProperty(
      fc.tuple(kind, kind),
      clocksOf(2),
      historyOf(2, 2),
      async (kinds, clocks, events) => {
        const setup = { kinds, clocks, films: 2, mode: 'two-way', mirror: false } as const;
        const there = await promised({ ...setup, pairs: [[0, 1]] }, events, 2);
        const back = await promised({ ...setup, pairs: [[1, 0]] }, events, 2);
        // A worker that is killed dies between two writes, and which comes first is no promise.
        if (events.some((event) => event.do === 'kill')) return;
        expect(back.positions()).toEqual(there.positions());
      },
    );
    await fc.assert(property, parameters);
  }, 120_000);

  it('between two servers, one-way, source deletes and mirror', async () => {
    const property = fc.asyncProperty(
      fc.tuple(kind, kind),
      fc.boolean(),
      clocksOf(2),
      historyOf(2, 2),
      async (kinds, mirror, clocks, events) => {
        const setup = { kinds, clocks, films: 2, mode: 'one-way', mirror } as const;
        await promised({ ...setup, pairs: [[0, 1]] }, events, 3);
      },
    );
    await fc.assert(property, parameters);
  }, 120_000);

  it('where servers forget, confuse or make up what people did', async () => {
    const property = fc.asyncProperty(
      fc.tuple(kind, kind),
      fc.constantFrom<'two-way' | 'one-way'>('two-way', 'two-way', 'one-way'),
      clocksOf(2),
      forgetfulHistoryOf(2, 2),
      async (kinds, mode, clocks, events) => {
        const setup = { kinds, clocks, films: 2, mode, mirror: false };
        await promised({ ...setup, pairs: [[0, 1]] }, events, 3);
      },
    );
    await fc.assert(property, { ...parameters, numRuns: Math.ceil(RUNS / 2) });
  }, 120_000);

  it('among three servers, in a chain and in a triangle', async () => {
    const property = fc.asyncProperty(
      fc.tuple(kind, kind, kind),
      fc.boolean(),
      clocksOf(3),
      historyOf(3, 1),
      async (kinds, triangle, clocks, events) => {
        const chain: Setup['pairs'] = [
          [0, 1],
          [1, 2],
        ];
        const pairs: Setup['pairs'] = triangle ? [...chain, [2, 0]] : chain;
        const setup = { kinds, clocks, films: 1, mode: 'two-way', mirror: false } as const;
        await promised({ ...setup, pairs }, events, 5);
      },
    );
    await fc.assert(property, parameters);
  }, 120_000);
});
