import type { RunSummary } from '../../lib/model/run';
import type { Household } from '../support/household';

/** One round of runs over every pair of a household. */
export type Engine = (home: Household) => Promise<RunSummary[]>;

export const REAL: Engine = (home) => home.run();
