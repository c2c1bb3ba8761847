import type { HandMatch, Ignored } from '../model/records';
import { db } from './db';

export const readHandMatches = (): Promise<HandMatch[]> => db.handMatches.toArray();

export const readIgnored = (): Promise<Ignored[]> => db.ignored.toArray();

/** The entry by which one of these copies is ignored in a pair. */
export async function readIgnoredAs(
  pairId: string,
  items: Record<string, string>,
): Promise<Ignored | null> {
  const ofPair = await db.ignored.where({ pairId }).toArray();
  const fits = ({ copies }: Ignored) =>
    Object.entries(items).some(([serverId, itemId]) => copies[serverId]?.includes(itemId));
  return ofPair.find(fits) ?? null;
}
