import type { PairFacts } from './facts';

interface Facts {
  pairs: PairFacts[];
}

/** Pairs that have run, and may run by themselves. */
const running = ({ pairs }: Facts): PairFacts[] =>
  pairs.filter(({ enabled, state }) => enabled && state?.consent === 'given' && state.last);

/**
 * Pairs of which their last run tells something else than what may be reached now: they waited for an
 * access that was given, or lost one. `denied` are the servers that may not be reached.
 */
export const accessChangedFor = (facts: Facts, denied: Set<string>): string[] =>
  running(facts)
    .filter(({ source, target, state }) => {
      const missed = state?.last?.problem?.code === 'permission-missing';
      return missed !== (denied.has(source) || denied.has(target));
    })
    .map(({ id }) => id);

/** Pairs whose last run needed the person to do something about this server. */
export const waitedFor = (facts: Facts, serverId: string): string[] =>
  running(facts)
    .filter(({ state }) => state?.last?.outcome === 'needs-you')
    .filter(({ state }) => state?.last?.problem?.serverId === serverId)
    .map(({ id }) => id);
