import { Watch } from '../servers/watch';

type Watched = { watch: Watch };

/**
 * What these servers were sent that nobody may send: a token in an address, or a token of another
 * server. One sentence for each; none is the only good answer.
 */
export const leaksOf = (servers: Iterable<Watched>): string[] =>
  [...servers].flatMap(({ watch }) => [...watch.leaks]);

/** From now on, requests that a test writes itself may carry tokens in addresses to them. */
export function allowTokensInUrls(...servers: Watched[]): void {
  for (const { watch } of servers) watch.allow('in-address');
}

/** From now on, requests that a test writes itself may carry tokens of others to them. */
export function allowForeignTokens(...servers: Watched[]): void {
  for (const { watch } of servers) watch.allow('elsewhere');
}

/** Forgets what leaked: for tests of the check itself. */
export function forgetLeaks(...servers: Watched[]): void {
  for (const { watch } of servers) watch.leaks.clear();
}

/** Throws when anything has leaked at any server of this process. */
export function refuseLeaks(): void {
  const leaks = Watch.all();
  if (leaks.length > 0) throw new Error(`tokens have leaked:\n${leaks.join('\n')}`);
}
