import { describe, expect, it } from 'vitest';
import type { ServerRow } from '../../lib/model/item';
import type { HandMatch } from '../../lib/model/records';
import { handOf } from '../../lib/plan/hand';
import { identityOf, likeness, tokensOf } from '../../lib/plan/identity';

const row = (itemId: string, more: Partial<ServerRow> = {}): ServerRow => ({
  ...{ itemId, kind: 'movie', title: 'Tape', year: null, episodeTitle: null, season: null },
  ...{ episode: null, episodeEnd: null, airDate: null, ids: {}, show: null, libraryId: null },
  ...{ stateKey: itemId, runtimeMs: 1, positionMs: 0, watched: false, playCount: null },
  ...{ favourite: null, lastPlayedAt: null, finishLineMs: null, ...more },
});

const match = (one: ServerRow): HandMatch => ({
  ...{ pairId: 'p1', id: 'h1', kind: one.kind, at: 1 },
  sides: {
    attic: { title: 'Tape', itemIds: [one.itemId], identity: identityOf(one), scope: 'null' },
  },
});

describe('a row that was matched by hand', () => {
  it('is known by its id on that server where it has no other ids', () => {
    const matches = [match(row('1'))];
    expect(handOf(row('1'), 'attic', matches)?.id).toBe('h1');
    expect(handOf(row('1', { ids: { imdb: 'tt1' } }), 'attic', matches)?.id).toBe('h1');
    expect(handOf(row('2'), 'attic', matches)).toBeUndefined();
    expect(handOf(row('1'), 'cellar', matches)).toBeUndefined();
    expect(handOf(row('1', { kind: 'episode' }), 'attic', matches)).toBeUndefined();
  });

  it('is known by its ids where it has some, and another behind its id is not', () => {
    const matches = [match(row('1', { ids: { imdb: 'tt1' } }))];
    expect(handOf(row('9', { ids: { imdb: 'tt1' } }), 'attic', matches)?.id).toBe('h1');
    expect(handOf(row('1', { ids: { imdb: 'tt2' } }), 'attic', matches)).toBeUndefined();
  });

  it('has that match for its only identity', () => {
    const one = identityOf(row('1', { ids: { imdb: 'tt1' }, hand: 'h1' }));
    const other = identityOf(row('2', { ids: { imdb: 'tt2' }, hand: 'h1' }));
    expect(likeness(one, other)).toBe('same');
    expect(tokensOf(one)).toEqual(['movie:hand:h1']);
    expect(likeness(one, identityOf(row('3', { ids: { imdb: 'tt1' } })))).toBe('different');
    expect(likeness(one, identityOf(row('3', { hand: 'h2' })))).toBe('different');
  });
});
