import { hex } from './people';
import type { PlexServer } from './plex';
import type { Account, Accounts } from './plex-tv-accounts';

/** One way to a server, as plex.tv believes it to be. */
export interface ConnectionSetup {
  address: string;
  /** Default: the port on which the server listens. */
  port?: number;
  /** What plex.tv says, which need not be so. */
  local?: boolean;
  relay?: boolean;
  /** Default: made of address and port, over https on plex.direct where that was asked for. */
  uri?: string;
}

export interface ListedServer {
  server: PlexServer;
  /** An account's name. Default: the server's first user. */
  owner?: string;
  /** Default: `defaultConnections`. */
  connections?: ConnectionSetup[];
  publicAddressMatches?: boolean;
  dnsRebindingProtection?: boolean;
}

export interface ResourceWish {
  https: boolean;
  relay: boolean;
  ipv6: boolean;
}

/**
 * A container's bridge address that is not local at all comes first, then the one that answers,
 * then a remote one, one of version 6 and a relay. Only the second has a server behind it; all are
 * on the loopback network, so that trying them leaves this machine alone.
 */
export const defaultConnections = (): ConnectionSetup[] => [
  { address: '127.0.0.17', local: true },
  { address: '127.0.0.1', local: true },
  { address: '127.0.0.18', local: false },
  { address: '::1', local: false },
  { address: '127.0.0.19', port: 8443, local: false, relay: true },
];

/** The name under which a server's certificate is valid at an address. */
export const plexDirect = (server: PlexServer, address: string): string => {
  const name = address.includes(':') ? address.replaceAll(':', '-') : address.replaceAll('.', '-');
  return `${name}.${hex(server.serverId, 'certificate')}.plex.direct`;
};

function connectionRow(server: PlexServer, way: ConnectionSetup, wish: ResourceWish) {
  const { address, port = server.port, local = false, relay = false } = way;
  const ipv6 = address.includes(':');
  const protocol = wish.https ? 'https' : 'http';
  const plain = ipv6 ? `[${address}]` : address;
  const host = wish.https ? plexDirect(server, address) : plain;
  const uri = way.uri ?? `${protocol}://${host}:${port}`;
  return { protocol, address, port, uri, local, relay, IPv6: ipv6 };
}

function serverRow(
  accounts: Accounts,
  listed: ListedServer,
  account: Account,
  wish: ResourceWish,
): Record<string, unknown> {
  const { server } = listed;
  const owner = accounts.named(ownerOf(listed));
  const owned = owner === account;
  const ways = (listed.connections ?? defaultConnections())
    .filter(({ relay }) => wish.relay || !relay)
    .filter(({ address }) => wish.ipv6 || !address.includes(':'));
  return {
    name: server.name,
    product: 'Plex Media Server',
    productVersion: server.version,
    platform: 'Linux',
    platformVersion: '6.1',
    device: 'PC',
    clientIdentifier: server.serverId,
    createdAt: '2024-01-01T00:00:00Z',
    lastSeenAt: new Date(server.now()).toISOString().replace(/\.\d+Z$/, 'Z'),
    provides: 'server',
    ownerId: owned ? null : owner.id,
    sourceTitle: owned ? null : owner.name,
    publicAddress: '203.0.113.9',
    accessToken: server.token(account.name),
    owned,
    home: owner.home !== null && owner.home === account.home,
    synced: false,
    relay: true,
    presence: server.running,
    httpsRequired: server.options.httpRequired ?? false,
    publicAddressMatches: listed.publicAddressMatches ?? true,
    dnsRebindingProtection: listed.dnsRebindingProtection ?? false,
    natLoopbackSupported: false,
    connections: ways.map((way) => connectionRow(server, way, wish)),
  };
}

/** A television that somebody of the house is signed in on: no server, and no token for it. */
const playerRow = (account: Account): Record<string, unknown> => ({
  name: 'Living Room TV',
  product: 'Plex for LG',
  productVersion: '5.90.1',
  platform: 'webOS',
  platformVersion: '6.0',
  device: 'LG',
  clientIdentifier: hex('television', account.uuid).slice(0, 24),
  createdAt: '2024-01-01T00:00:00Z',
  lastSeenAt: '2026-01-01T00:00:00Z',
  provides: 'client,player,pubsub-player',
  ownerId: null,
  sourceTitle: null,
  publicAddress: '203.0.113.9',
  accessToken: null,
  owned: true,
  home: false,
  synced: false,
  relay: false,
  presence: true,
  httpsRequired: false,
  publicAddressMatches: true,
  dnsRebindingProtection: false,
  natLoopbackSupported: false,
  connections: [],
});

const ownerOf = ({ server, owner }: ListedServer): string => owner ?? server.people.named().name;

/** Has the account a user of its name there who may still use the server? */
const known = ({ server }: ListedServer, account: Account): boolean =>
  server.people.users.some((user) => user.name === account.name && !user.disabled);

/** What an account may reach: its servers and those shared with it, and devices. */
export const resourceRows = (
  accounts: Accounts,
  servers: ListedServer[],
  account: Account,
  wish: ResourceWish,
): Record<string, unknown>[] => [
  playerRow(account),
  ...servers
    .filter((listed) => known(listed, account))
    .map((listed) => serverRow(accounts, listed, account, wish)),
];
