import type { Unmatched } from '../model/records';
import type { Activity } from '../model/run';
import { db } from './db';
import { newestActivity, type Overview, overviewOf } from './overview';
import { type Size, sizesOf } from './sizes';

export type { Overview, PairView, Schedule, ServerView } from './overview';
export { NOTHING_STORED } from './overview';
export type { SizeKind } from './sizes';

export const readOverview = (): Promise<Overview> => overviewOf(db);

/** History, newest first. */
export const readActivity = (limit: number, pairId?: string): Promise<Activity[]> =>
  newestActivity(db, limit, pairId);

export const readUnmatched = (): Promise<Unmatched[]> => db.unmatched.toArray();

export const readSizes = (): Promise<Size[]> => sizesOf(db);
