import type { ServerRow } from '../../lib/model/item';
import type { Item, SeenItem, ServerSight, ServerSights } from '../../lib/model/sight';
import { track } from '../store/rows';
import { at, NOW } from '../support/cases';
import { MANNERS } from '../support/memory-server';
import { row } from './rows';

/** What a server says that answers, lists nothing, and of which nothing is remembered. */
export const sight = (serverId: string, more: Partial<ServerSight> = {}): ServerSight => ({
  serverId,
  chosen: null,
  can: MANNERS.jellyfin.capabilities,
  skewMs: 0,
  problem: null,
  libraryProblems: [],
  listed: [],
  unreadLibraries: new Set(),
  badRows: new Set(),
  failing: new Map(),
  inScope: new Set(),
  looks: new Map(),
  newLooks: new Set(),
  players: null,
  readAt: NOW,
  readBefore: null,
  timesAhead: false,
  ...more,
});

/** The attic on the left, the cellar on the right. */
export const SIGHTS: ServerSights = { left: sight('attic'), right: sight('cellar') };

/** A copy of a film: `a-heat` in the attic, `c-heat` in the cellar. */
export const copy = (itemId: string, more: Partial<ServerRow> = {}): ServerRow =>
  row({ itemId, stateKey: itemId, ...more });

/** A copy of the fourth episode of the second season of *Severance*. */
export const episode = (itemId: string, more: Partial<ServerRow> = {}): ServerRow =>
  copy(itemId, {
    ...{ kind: 'episode', title: 'Severance', season: 2, episode: 4 },
    ...{ show: { itemId: 'show', ids: { tvdb: 'severance' } } },
    ...more,
  });

export const rows = (...read: ServerRow[]) => ({ is: 'rows' as const, rows: read });

/** A film with one copy on either server, both read in this run, that no run met before. */
export const item = (key: string, more: Partial<Item> = {}): Item => ({
  key,
  title: key,
  identity: track(key).identity,
  track: null,
  known: {
    left: { is: 'rows', rows: [copy(`a-${key}`)] },
    right: { is: 'rows', rows: [copy(`c-${key}`)] },
  },
  copies: { left: new Set([`a-${key}`]), right: new Set([`c-${key}`]) },
  ...more,
});

/** That film at 20 minutes in the attic and at 10 in the cellar. */
export const seen = (key: string, more: Partial<SeenItem> = {}): SeenItem => ({
  ...item(key),
  seen: { left: at(20, 5), right: at(10, 60) },
  ...more,
});
