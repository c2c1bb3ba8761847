import { readRow } from '../../schema';
import { connection, type RawConnection, type RawResource } from './schema';

/**
 * Where a server may be found, best first: encrypted on this network, plain on this network, then
 * what leads there from outside. Relays are left out: they go through Plex's own servers. What
 * plex.tv calls local need not be (a container's inner address), so each one is to be tried.
 */
export function addressesOf({ connections, httpsRequired }: RawResource): string[] {
  const known = (connections ?? []).flatMap((raw) => readRow(connection, raw) ?? []);
  const direct = known.filter((one) => !one.relay);
  const [local, remote] = [direct.filter((one) => one.local), direct.filter((one) => !one.local)];
  const plain = httpsRequired ? [] : local.map(plainOf);
  const found = [...local.map(({ uri }) => uri), ...plain, ...remote.map(({ uri }) => uri)];
  return [...new Set(found.flatMap((address) => tidy(address) ?? []))];
}

/** Every server also answers plain http at the same port, unless it is set to refuse that. */
function plainOf({ address, port }: RawConnection): string | null {
  if (!address || !port) return null;
  return `http://${address.includes(':') ? `[${address}]` : address}:${port}`;
}

function tidy(address: string | null | undefined): string | null {
  if (!address || !URL.canParse(address)) return null;
  const { protocol, origin, pathname } = new URL(address);
  return /^https?:$/.test(protocol) ? origin + pathname.replace(/\/+$/, '') : null;
}
