import { describe, expect, it } from 'vitest';
import type { ServerRow } from '../../lib/model/item';
import { States, whyEntangled } from '../../lib/plan/entangled';
import { track } from '../store/rows';
import { NOW } from '../support/cases';
import { copy } from './sights';

const POSITION = { positionMs: 600_000, lastPlayedAt: NOW };

const film = (itemId: string, more: Partial<ServerRow> = {}) =>
  copy(itemId, { ids: { imdb: 'heat', tmdb: itemId }, ...POSITION, ...more });

const episode = (itemId: string, more: Partial<ServerRow> = {}) =>
  copy(itemId, {
    ...{ kind: 'episode', season: 1, episode: 2, ids: { imdb: itemId }, ...POSITION },
    show: { itemId: `${itemId}-show`, ids: { tvdb: 'taxi' } },
    ...more,
  });

const shared = (one: ServerRow, other: ServerRow) =>
  new States([one, other]).sharedWith(one).map((row) => row.itemId);

describe('two titles of one server share a state', () => {
  it.each<[string, ServerRow, ServerRow]>([
    ['under one number at one moment', episode('a'), episode('b')],
    ['with an id in common at one moment', film('a'), film('b')],
    ['where the server says so', film('a', { positionMs: 0 }), film('b', { stateKey: 'a' })],
  ])('%s', (_, one, other) => {
    expect(shared(one, other)).toEqual(['b']);
    expect(shared(other, one)).toEqual(['a']);
  });

  it.each<[string, ServerRow]>([
    ['at another position', episode('b', { positionMs: 600_001 })],
    ['since another moment', episode('b', { lastPlayedAt: NOW + 1 })],
    ['under another number', episode('b', { episode: 3 })],
    ['in another season', episode('b', { season: 2 })],
    ['of another show', episode('b', { show: { itemId: 's', ids: { tvdb: 'cheers' } } })],
    ['of a show without ids', episode('b', { show: { itemId: 's', ids: null } })],
    ['matched by hand', episode('b', { hand: 'h1' })],
    ['that is the same title', episode('b', { ids: { imdb: 'a' } })],
  ])('but not one %s', (_, other) => {
    expect(shared(episode('a'), other)).toEqual([]);
  });

  it('but not films without an id in common, and none that nobody began', () => {
    expect(shared(film('a'), film('b', { ids: { tmdb: 'b' } }))).toEqual([]);
    const unbegun = { positionMs: 0 };
    expect(shared(episode('a', unbegun), episode('b', unbegun))).toEqual([]);
    const undated = { lastPlayedAt: null };
    expect(shared(episode('a', undated), episode('b', undated))).toEqual([]);
  });

  it('or more, and each of them with all the others, in whatever order they are listed', () => {
    const three = [episode('a'), episode('b'), episode('c')];
    const states = new States(three);
    expect(three.map((one) => states.sharedWith(one).map((row) => row.itemId))).toEqual([
      ['b', 'c'],
      ['a', 'c'],
      ['a', 'b'],
    ]);
  });

  it('also with one that the server does not list', () => {
    const states = new States([episode('a')]);
    expect(states.sharedWith(episode('b')).map((row) => row.itemId)).toEqual(['a']);
    expect(states.sharedWith(episode('b', { episode: 3 }))).toEqual([]);
  });

  it('also where they carry one id and are two files', () => {
    const ids = { imdb: 'heat' };
    expect(shared(film('a', { ids }), film('b', { ids, runtimeMs: 1 }))).toEqual(['b']);
  });

  it('and are listed by what they share', () => {
    const { identity } = track('heat');
    expect(whyEntangled({ identity })).toBe('several-files');
    expect(whyEntangled({ identity: { ...identity, kind: 'episode' } })).toBe('several-shows');
  });
});
