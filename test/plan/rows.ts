import type { ServerRow } from '../../lib/model/item';
import type { Look } from '../../lib/model/records';
import { RUNTIME } from '../support/cases';

/** A film that nobody began, as a server lists it. */
export const row = (more: Partial<ServerRow> = {}): ServerRow => ({
  itemId: 'a1',
  kind: 'movie',
  title: 'Heat',
  year: null,
  episodeTitle: null,
  season: null,
  episode: null,
  episodeEnd: null,
  airDate: null,
  ids: {},
  show: null,
  libraryId: 'films',
  stateKey: 'a1',
  runtimeMs: RUNTIME,
  positionMs: 0,
  watched: false,
  playCount: 0,
  favourite: false,
  lastPlayedAt: null,
  finishLineMs: null,
  ...more,
});

/** What is known of that film's copy. */
export const look = (more: Partial<Look> = {}): Look => ({
  serverId: 'attic',
  itemId: 'a1',
  libraryId: 'films',
  ms: 0,
  watched: false,
  stamp: null,
  bound: null,
  leftAfter: null,
  playCount: 0,
  finishLineMs: null,
  went: null,
  ours: null,
  had: [],
  undone: null,
  ...more,
});
