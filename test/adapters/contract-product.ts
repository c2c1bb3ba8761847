import type { ServerKind } from '../../lib/model/server';
import type { Bench, bench } from './bench';

export interface Product {
  kind: ServerKind;
  version?: string;
  /** Requests for an in-progress list of this many libraries. */
  listRequests(libraries: number): number;
  /** Requests for each further page of it. */
  pageRequests: number;
  writes: boolean;
  clears: boolean;
}

export type Start = (setup?: Parameters<typeof bench>[1]) => Promise<Bench>;

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
/** When somebody watched. */
export const PLAYED = Date.UTC(2026, 0, 2, 10, 0, 0);
