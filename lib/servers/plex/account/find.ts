import { ProblemError } from '../../../model/problem';
import type { Connection } from '../../port';
import { PlexServer } from '../server';

/** Long enough for a server that was asleep; the page waits for the slowest. */
const PATIENCE_MS = 5_000;

/**
 * Where a server answers, best first. No token is sent: each address is asked who is there, and
 * only the server that is meant counts. Addresses that stay silent are kept as well, last: they may
 * lead there tomorrow. Rejects when it answers nowhere: with `wrong-server` when another one answers
 * at the address that a person typed, else with `unreachable`.
 */
export async function findAddress(
  connection: Connection,
  serverId: string,
  addresses: string[],
  typed: string | null = null,
): Promise<{ address: string; fallbacks: string[] }> {
  const asked = await Promise.all(
    addresses.map(async (address) => ({ address, is: await whoIsAt(connection, address) })),
  );
  const here = asked.filter(({ is }) => is === serverId).map(({ address }) => address);
  const silent = asked.filter(({ is }) => is === null).map(({ address }) => address);
  const [address, ...others] = here;
  if (!address) {
    const stranger = asked.some((one) => one.address === typed && one.is !== null);
    if (stranger) throw new ProblemError({ code: 'wrong-server' });
    throw new ProblemError({ code: 'unreachable', params: { tried: addresses.join(', ') } });
  }
  return { address, fallbacks: [...others, ...silent] };
}

/** The identity of the Plex server at an address; null where nothing like that answers. */
const whoIsAt = (connection: Connection, address: string): Promise<string | null> =>
  new PlexServer({ ...connection, address, token: null, timeoutMs: PATIENCE_MS }).identify().then(
    (identity) => identity.serverId,
    () => null,
  );
