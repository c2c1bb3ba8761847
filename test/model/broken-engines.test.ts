import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Kind } from '../support/household';
import { BROKEN } from './broken';
import { DECEIVED } from './deceived';
import type { Engine } from './engine';
import { clocksOf, type Event, forgetfulHistoryOf, historyOf } from './history';
import { lives } from './lives';

const kind = fc.constantFrom<Kind>('jellyfin', 'emby', 'plex');
const TRIES = 600;
/** The same histories each time: whether an engine is found out is no matter of luck. */
const SEED = 20_261_101;

/** How many histories it takes until this is said of an engine; null: more than are tried. */
async function triesUntil(
  found: RegExp,
  engine: Engine,
  events: fc.Arbitrary<Event[]>,
): Promise<number | null> {
  let isFound = false;
  const property = fc.asyncProperty(
    fc.tuple(kind, kind),
    clocksOf(2),
    events,
    async (kinds, clocks, history) => {
      const setup = { kinds, clocks, films: 2, mode: 'two-way', mirror: false } as const;
      const { broken } = await lives({ ...setup, pairs: [[0, 1]] }, history, 2, engine);
      isFound = broken.some((one) => found.test(one));
      return !isFound;
    },
  );
  const tried = await fc.check(property, { numRuns: TRIES, seed: SEED, endOnFailure: true });
  return isFound ? tried.numRuns : null;
}

describe('the histories find out an engine that', () => {
  it.each(BROKEN)('$does', async ({ engine, found }) => {
    expect(await triesUntil(found, engine, historyOf(2, 2))).not.toBeNull();
  });

  it.each(DECEIVED)('$does', async ({ engine, found }) => {
    expect(await triesUntil(found, engine, forgetfulHistoryOf(2, 2))).not.toBeNull();
  });
});
