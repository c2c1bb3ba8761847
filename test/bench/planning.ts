import { decide } from '../../lib/plan/decide';
import type { Case } from '../../lib/plan/rules';
import { at, both, caseOf, finished, NOW, none, played, RULES, saidAt } from '../support/cases';

const ROUNDS = 25;

/** Cases as a big household has them: most at rest, some of each kind of change. */
function casesOf(count: number): Case[] {
  return Array.from({ length: count }, (_, index) => {
    const minutes = 10 + (index % 60);
    const rest = { left: at(minutes), right: at(minutes), baseline: both(minutes) };
    switch (index % 10) {
      case 0:
        return caseOf({ ...rest, left: at(minutes + 5, 3) });
      case 1:
        return caseOf({ ...rest, left: at(minutes + 5, 3), right: at(minutes + 9, 2) });
      case 2:
        return caseOf({ ...rest, left: none(), tombstone: tombOf(minutes) });
      case 3:
        return caseOf({ ...rest, right: finished(3) });
      case 4:
        return caseOf({ left: at(minutes), right: played(400) });
      case 5:
        return caseOf({ ...rest, left: at(minutes + 0.1, 3), baseline: { ...both(minutes) } });
      default:
        return caseOf({ ...rest, baseline: { ...rest.baseline, left: saidAt(minutes) } });
    }
  });
}

const tombOf = (minutes: number): Case['tombstone'] => ({
  side: 'left',
  ms: minutes * 60_000,
  at: NOW - 60_000,
});

/** Milliseconds to decide over so many tracked items: the first time, and usually. */
export function timePlanning(count: number): { first: number; usual: number; writes: number } {
  const cases = casesOf(count);
  const times: number[] = [];
  let writes = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    const began = performance.now();
    writes = 0;
    for (const one of cases) if (decide(one, RULES).does === 'act') writes += 1;
    times.push(performance.now() - began);
  }
  const sorted = [...times].sort((a, b) => a - b);
  return { first: times[0]!, usual: sorted[Math.floor(ROUNDS / 2)]!, writes };
}
