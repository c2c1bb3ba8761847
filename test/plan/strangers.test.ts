import { describe, expect, it } from 'vitest';
import type { ServerRow } from '../../lib/model/item';
import type { Item } from '../../lib/model/sight';
import { sendAwayStrangers } from '../../lib/plan/strangers';
import { track } from '../store/rows';
import { copy, item, SIGHTS } from './sights';

const heat = track('heat');
const own = copy('c-heat', { ids: { imdb: 'heat' } });
const stranger = copy('c-dune', { title: 'Dune', ids: { imdb: 'heat', tmdb: '9' }, runtimeMs: 1 });

/** A title with these rows in the cellar, and what is sent away of them. */
function sorted(rows: ServerRow[], more: Partial<Item> = {}) {
  const one = item('heat', {
    track: heat,
    identity: { ...heat.identity, ids: { imdb: 'heat', tmdb: '9' } },
    copies: { left: new Set(['a-heat']), right: new Set(rows.map((row) => row.itemId)) },
    ...more,
  });
  one.known = { ...one.known, right: { is: 'rows', rows } };
  const away = sendAwayStrangers([one], SIGHTS);
  return { one, away: away.map(({ side, row }) => [side, row.itemId]) };
}

describe('what comes to a settled title by an id in common', () => {
  it('and is another file, is sent away: the copy that it was settled with goes on alone', () => {
    const { one, away } = sorted([stranger, own]);
    expect(away).toEqual([['right', 'c-dune']]);
    expect(one.known.right).toEqual({ is: 'rows', rows: [own] });
    expect([...one.copies.right]).toEqual(['c-heat']);
    expect(one.identity.ids).toEqual({ ...heat.identity.ids, imdb: 'heat' });
  });

  it('and is a copy of it, stays', () => {
    const twin = copy('c-twin', { ids: { imdb: 'heat' } });
    const { one, away } = sorted([own, twin]);
    expect(away).toEqual([]);
    expect([...one.copies.right]).toEqual(['c-heat', 'c-twin']);
  });

  it('and is another file beside one of its versions, is sent away', () => {
    const version = { ...own, itemId: 'c-kids', libraryId: 'kids', runtimeMs: 2 };
    const copies = { attic: ['a-heat'], cellar: ['c-heat', 'c-kids'] };
    const { one, away } = sorted([own, version, stranger], { track: { ...heat, copies } });
    expect(away).toEqual([['right', 'c-dune']]);
    expect(one.known.right).toEqual({ is: 'rows', rows: [own, version] });
  });

  it('stays where nobody can tell which file was the title’s', () => {
    expect(sorted([stranger]).away).toEqual([]);
    expect(sorted([stranger, own], { track: null }).away).toEqual([]);
    const both = { attic: ['a-heat'], cellar: ['c-heat', 'c-dune'] };
    expect(sorted([stranger, own], { track: { ...heat, copies: both } }).away).toEqual([]);
    const third = copy('c-third', { runtimeMs: 2 });
    expect(sorted([stranger, own, third], { track: { ...heat, copies: both } }).away).toEqual([]);
  });

  it('stays where a person said what the title is', () => {
    const byHand = { ...heat.identity, hand: 'h1' };
    expect(sorted([stranger, own], { identity: byHand }).away).toEqual([]);
  });
});
