import { describe, expect, it } from 'vitest';
import type { Item } from '../../lib/model/sight';
import { listedBy, withoutDoubtful } from '../../lib/plan/claims';
import { track } from '../store/rows';
import { copy, item } from './sights';

/** A title that says the copy `c` in the cellar is its own. */
const claiming = (key: string, more: Partial<Item> = {}): Item =>
  item(key, { copies: { left: new Set([`a-${key}`]), right: new Set(['c']) }, ...more });
const settled = (key: string) => claiming(key, { track: track(key) });

const sorted = (...items: Item[]) => {
  const { clear, doubtful } = withoutDoubtful(items);
  return {
    clear: clear.map(({ key }) => key),
    doubtful: doubtful.map((one) => [one.item.key, one.side, one.reason]),
  };
};

describe('a copy that two titles claim', () => {
  it('stays with the one that was settled with it', () => {
    expect(sorted(claiming('one'), settled('two'), claiming('three'))).toEqual({
      clear: ['two'],
      doubtful: [
        ['one', 'right', 'ambiguous'],
        ['three', 'right', 'ambiguous'],
      ],
    });
  });

  it('is nobody’s where none was, or several', () => {
    expect(sorted(claiming('one'), claiming('two')).clear).toEqual([]);
    expect(sorted(settled('one'), settled('two')).clear).toEqual([]);
  });

  it('is no matter of a title that is gone there, nor of one with copies of its own', () => {
    const { left } = item('two').known;
    const gone = claiming('two', { known: { left, right: { is: 'gone' } } });
    expect(sorted(claiming('one'), gone, item('three'))).toEqual({
      clear: ['one', 'two', 'three'],
      doubtful: [],
    });
  });
});

describe('what cannot be decided', () => {
  const { left, right } = item('files').known;
  const files = { is: 'rows' as const, rows: [copy('f1'), copy('f2', { runtimeMs: 1 })] };

  it('is several files under one number, listed where they are', () => {
    expect(sorted(item('files', { known: { left: files, right } }))).toEqual({
      clear: [],
      doubtful: [['files', 'right', 'several-files']],
    });
    const there = item('files', { known: { left, right: files } });
    expect(sorted(there).doubtful).toEqual([['files', 'left', 'several-files']]);
    expect(listedBy(withoutDoubtful([there]).doubtful[0]!)).toEqual({
      side: 'right',
      row: files.rows[0],
    });
  });

  it('is one that was renumbered', () => {
    expect(sorted(item('heat', { renumbered: true }), item('dune'))).toEqual({
      clear: ['dune'],
      doubtful: [['heat', 'right', 'renumbered']],
    });
  });

  it('is one for which a server keeps one state with another', () => {
    const { identity } = track('severance');
    const severance = { entangled: true, identity: { ...identity, kind: 'episode' as const } };
    const some = [item('heat', { entangled: true }), item('severance', severance), item('dune')];
    expect(sorted(...some)).toEqual({
      clear: ['dune'],
      doubtful: [
        ['heat', 'right', 'several-files'],
        ['severance', 'right', 'several-shows'],
      ],
    });
  });

  it('is listed by the row that is its own, else by the other, else by none', () => {
    const doubtful = { side: 'right', reason: 'ambiguous' } as const;
    const listed = (known: Item['known']) => {
      const { side, row } = listedBy({ item: item('heat', { known }), ...doubtful });
      return [side, row?.itemId];
    };
    const [own, there, unread] = [
      item('heat').known.left,
      item('heat').known.right,
      { is: 'unknown' } as const,
    ];
    expect(listed({ left: own, right: there })).toEqual(['left', 'a-heat']);
    expect(listed({ left: unread, right: there })).toEqual(['right', 'c-heat']);
    expect(listed({ left: unread, right: unread })).toEqual(['right', undefined]);
  });
});
