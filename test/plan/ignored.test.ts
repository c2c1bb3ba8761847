import { describe, expect, it } from 'vitest';
import type { Ignored, TitleIdentity } from '../../lib/model/records';
import { ignoredAs } from '../../lib/plan/ignored';

const identity = (imdb?: string): TitleIdentity => ({
  kind: 'movie',
  ids: imdb ? { imdb } : {},
  showIds: null,
  season: null,
  episode: null,
  episodeEnd: null,
  episodeTitle: null,
  airDate: null,
});

const entry = (of: TitleIdentity | null, ids: string[]): Ignored => ({
  pairId: 'p1',
  id: 'i1',
  title: 'Heat',
  identity: of,
  copies: { attic: ids },
  at: 1,
  noted: false,
});

const met = (of: TitleIdentity, ids: string[]) => ({ identity: of, copies: { attic: ids } });

describe('an ignored title', () => {
  it('is known by the ids of databases, whatever the ids of its copies', () => {
    const ignored = [entry(identity('tt1'), ['1'])];
    expect(ignoredAs(met(identity('tt1'), ['9']), ignored)).toBe(ignored[0]);
    expect(ignoredAs(met(identity('tt2'), ['1']), ignored)).toBeUndefined();
  });

  it('is known by its copies where it, or what is met, has no other ids', () => {
    for (const of of [identity(), null]) {
      const ignored = [entry(of, ['1'])];
      expect(ignoredAs(met(identity('tt1'), ['1']), ignored)).toBe(ignored[0]);
      expect(ignoredAs(met(identity(), ['2']), ignored)).toBeUndefined();
    }
    const known = [entry(identity('tt1'), ['1'])];
    expect(ignoredAs(met(identity(), ['1']), known)).toBe(known[0]);
  });

  it("is no other server's item of the same id", () => {
    const ignored = [entry(null, ['1'])];
    expect(ignoredAs({ identity: identity(), copies: { cellar: ['1'] } }, ignored)).toBeUndefined();
  });
});
