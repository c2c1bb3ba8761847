import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Kind } from '../support/household';
import { BROKEN } from './broken';
import { DECEIVED } from './deceived';
import type { Engine } from './engine';
import { clocksOf, historyOf } from './history';
import { lives } from './lives';

const kind = fc.constantFrom<Kind>('jellyfin', 'emby', 'plex');
const TRIES = 300;
/** The same histories each time: whether an engine is found out is no matter of luck. */
const SEED = 20_261_101;

/** How many histories it takes until this is said of an engine; null: more than are tried. */
async function triesUntil(found: RegExp, engine: Engine): Promise<number | null> {
  const history = fc.asyncProperty(
    fc.tuple(kind, kind),
    clocksOf(2),
    historyOf(2, 2),
    async (kinds, clocks, events) => {
      const setup = { kinds, clocks, films: 2, mode: 'two-way', mirror: false } as const;
      const { broken } = await lives({ ...setup, pairs: [[0, 1]] }, events, 2, engine);
      return !broken.some((one) => found.test(one));
    },
  );
  const tried = await fc.check(history, { numRuns: TRIES, seed: SEED, endOnFailure: true });
  return tried.failed ? tried.numRuns : null;
}

describe('the histories find out an engine that', () => {
  it.each([...BROKEN, ...DECEIVED])('$does', async ({ engine, found }) => {
    expect(await triesUntil(found, engine)).not.toBeNull();
  });
});
