import { describe, expect, it } from 'vitest';
import type { ServerRow } from '../../lib/model/item';
import type { Said } from '../../lib/model/observation';
import type { Track } from '../../lib/model/records';
import type { Item, Knowledge } from '../../lib/model/sight';
import { absentOn, markPlayedUnlisted, markUnread, quietOn } from '../../lib/plan/questions';
import type { Rules } from '../../lib/plan/rules';
import { track } from '../store/rows';
import { MIN, RULES, saidAt, saidFinished, saidNone } from '../support/cases';
import { look } from './rows';
import { copy, item, rows, SIGHTS, sight } from './sights';

const NOT_ASKED: Knowledge = { is: 'not-asked' };
const GONE: Knowledge = { is: 'gone' };
const UNKNOWN: Knowledge = { is: 'unknown' };
const at = (itemId: string, minutes: number, more: Partial<ServerRow> = {}) =>
  copy(itemId, { positionMs: minutes * MIN, ...more });

/** A title that was settled at 10 minutes on both servers, with what is known of it in this run. */
const settled = (
  left: Knowledge,
  right: Knowledge,
  more: Partial<Track> = {},
  copies: string[] = ['a-heat'],
): Item =>
  item('heat', {
    track: { ...track('heat'), said: { attic: saidAt(10), cellar: saidAt(10) }, ...more },
    known: { left, right },
    copies: { left: new Set(copies), right: new Set(['c-heat']) },
  });

describe('a title that a list does not show', () => {
  const asked = (one: Item) => absentOn([one], 'left', SIGHTS.left).length === 1;
  const saying = (attic: Said) => ({ said: { attic, cellar: saidAt(10) } });

  it('is asked for where it was settled at a position', () => {
    expect(asked(settled(NOT_ASKED, NOT_ASKED))).toBe(true);
    expect(asked(settled(NOT_ASKED, rows(at('c-heat', 10))))).toBe(true);
  });

  it('is not asked for where it was settled at none', () => {
    expect(asked(settled(NOT_ASKED, rows(at('c-heat', 10)), saying(saidNone())))).toBe(false);
    expect(asked(settled(NOT_ASKED, NOT_ASKED, saying(saidFinished())))).toBe(false);
  });

  it('is asked for without a baseline where the other list shows it', () => {
    expect(asked(settled(NOT_ASKED, rows(at('c-heat', 10)), { said: null }))).toBe(true);
    expect(asked(settled(NOT_ASKED, NOT_ASKED, { said: null }))).toBe(false);
  });

  it('is not asked for where it was never met, or where there is an answer', () => {
    expect(asked({ ...settled(NOT_ASKED, rows(at('c-heat', 10))), track: null })).toBe(false);
    expect(asked(settled(GONE, rows(at('c-heat', 10))))).toBe(false);
    expect(asked(settled(UNKNOWN, rows(at('c-heat', 10))))).toBe(false);
  });
});

describe('a title that a list shows', () => {
  const asked = (one: Item) => absentOn([one], 'left', SIGHTS.left).length === 1;
  const shown = (left: ServerRow[], copies: string[], more: Partial<Track> = {}) =>
    asked(settled(rows(...left), NOT_ASKED, more, copies));
  const known = { copies: { attic: ['a-heat', 'b-heat'] } };

  it('is asked for where another of its copies was the one that stood there', () => {
    expect(shown([at('a-heat', 5)], ['a-heat', 'b-heat'], known)).toBe(true);
    expect(shown([at('a-heat', 10 + 2 / 60)], ['a-heat', 'b-heat'], known)).toBe(false);
    const both = [at('a-heat', 5), at('b-heat', 6)];
    expect(shown(both, ['a-heat', 'b-heat'], known)).toBe(false);
    expect(shown([at('a-heat', 5), at('b-heat', 10)], ['a-heat', 'b-heat', 'x'], known)).toBe(
      false,
    );
  });

  it('is asked for where it shows under a new id alone', () => {
    expect(shown([at('new', 10)], ['a-heat', 'new'])).toBe(true);
    expect(shown([at('new', 10), at('a-heat', 10)], ['a-heat', 'new'])).toBe(false);
    expect(shown([at('new', 10)], ['new'], { copies: {} })).toBe(false);
    expect(shown([at('new', 10)], ['new'], { copies: { attic: [] } })).toBe(false);
  });

  it('is not asked for where nothing of it was settled at a position', () => {
    const said = { attic: saidNone(), cellar: saidAt(10) };
    expect(shown([at('new', 10)], ['a-heat', 'new'], { said })).toBe(false);
    expect(shown([at('new', 10)], ['a-heat', 'new'], { said: null })).toBe(false);
  });
});

describe('the quiet side', () => {
  const asked = (one: Item, rules: Partial<Rules> = {}, side: 'left' | 'right' = 'right') =>
    quietOn([one], side, SIGHTS, { ...RULES, ...rules }).length === 1;

  it('is asked where the other changed', () => {
    expect(asked(settled(rows(at('a-heat', 20)), NOT_ASKED))).toBe(true);
    expect(asked(settled(rows(at('a-heat', 10)), NOT_ASKED))).toBe(false);
    expect(asked(settled(GONE, NOT_ASKED))).toBe(true);
    expect(asked(settled(NOT_ASKED, NOT_ASKED))).toBe(false);
    expect(asked(settled(NOT_ASKED, rows(at('c-heat', 20))), {}, 'left')).toBe(true);
  });

  it('is asked where nothing was settled of the other', () => {
    expect(asked(settled(rows(at('a-heat', 10)), NOT_ASKED, { said: null }))).toBe(true);
    // A block without a sight of the title waits silently.
    expect(asked(settled(NOT_ASKED, NOT_ASKED, { said: null }))).toBe(false);
  });

  it('is not asked where it has answered, or of a title without a track', () => {
    expect(asked(settled(rows(at('a-heat', 20)), rows(at('c-heat', 10))))).toBe(false);
    expect(asked(settled(rows(at('a-heat', 20)), GONE))).toBe(false);
    expect(asked({ ...settled(rows(at('a-heat', 20)), NOT_ASKED), track: null })).toBe(false);
  });

  describe('of a mirror', () => {
    const mirror = { mode: 'one-way', removeMode: 'mirror' } as const;
    const onTarget = (minutes: number, more: Partial<Track> = {}) =>
      settled(NOT_ASKED, rows(at('c-heat', minutes)), {
        said: { attic: saidNone(), cellar: saidAt(minutes) },
        ...more,
      });

    it('is the source of what only the target has', () => {
      expect(asked(onTarget(10), mirror, 'left')).toBe(true);
      expect(asked(onTarget(1 / MIN), mirror, 'left')).toBe(true);
      expect(asked(onTarget(10), { ...mirror, removeMode: 'source-deletes' }, 'left')).toBe(false);
      expect(asked(onTarget(10), { ...mirror, remove: false }, 'left')).toBe(false);
    });

    it('is not asked of what stands at nothing there, or stays as it was decided', () => {
      const said = { attic: saidNone(), cellar: saidNone() };
      expect(asked(onTarget(0, { said }), mirror, 'left')).toBe(false);
      expect(asked(onTarget(10, { reason: 'parked' }), mirror, 'left')).toBe(false);
      const copies = rows(at('d-heat', 0), at('c-heat', 10));
      expect(asked(settled(NOT_ASKED, copies), mirror, 'left')).toBe(true);
    });

    it('is never the target', () => {
      // Its copy that has a position is not the one that the list showed first.
      const source = settled(rows(at('a-heat', 10)), NOT_ASKED);
      expect(asked(source, mirror, 'right')).toBe(false);
    });
  });
});

describe('a server or a library that could not be read', () => {
  const DOWN = { code: 'unreachable', serverId: 'attic' } as const;
  const marked = (one: Item, more: Parameters<typeof sight>[1]) => {
    markUnread([one], 'left', sight('attic', more));
    return [one.known.left.is, one.known.right.is];
  };
  const listed = () => settled(rows(at('a-heat', 10)), rows(at('c-heat', 10)));
  const absent = () => settled(NOT_ASKED, rows(at('c-heat', 10)));
  const unreadLibraries = new Set(['films']);
  const looks = (libraryId: string | null) =>
    new Map([['a-heat', look({ itemId: 'a-heat', libraryId })]]);

  it('says nothing of any title', () => {
    expect(marked(listed(), { problem: DOWN })).toEqual(['unknown', 'rows']);
    expect(marked({ ...listed(), track: null }, { problem: DOWN })).toEqual(['unknown', 'rows']);
    expect(marked(listed(), {})).toEqual(['rows', 'rows']);
    expect(marked(absent(), {})).toEqual(['not-asked', 'rows']);
  });

  it('says nothing of the titles that are in it', () => {
    expect(marked(absent(), { unreadLibraries, looks: looks('films') })[0]).toBe('unknown');
    expect(marked(listed(), { unreadLibraries, looks: looks('films') })[0]).toBe('unknown');
    expect(marked(absent(), { unreadLibraries, looks: looks('kids') })[0]).toBe('not-asked');
    const fresh = { ...listed(), track: null };
    expect(marked(fresh, { unreadLibraries, looks: looks('films') })[0]).toBe('rows');
  });

  it('may hold what is not listed and of which nobody knows where it is', () => {
    for (const unsure of [looks(null), new Map()]) {
      expect(marked(absent(), { unreadLibraries, looks: unsure })[0]).toBe('unknown');
      expect(marked(listed(), { unreadLibraries, looks: unsure })[0]).toBe('rows');
    }
    const one = settled(rows(at('a-heat', 10)), NOT_ASKED, {}, ['a-heat', 'b-heat']);
    expect(marked(one, { unreadLibraries, looks: looks('kids') })[0]).toBe('unknown');
  });
});

describe('a title that is played from below the server’s minimum', () => {
  const marked = (left: ServerRow[], players: ReturnType<typeof sight>['players']) => {
    const one = settled(rows(...left), rows(at('c-heat', 0)));
    markPlayedUnlisted([one], 'left', sight('attic', { players }));
    return one.known.left.is;
  };
  const open = (how: 'playing' | 'paused') => new Map([['a-heat', how]]);

  it('is unknown while it plays: its position is on its way', () => {
    expect(marked([at('a-heat', 0)], open('playing'))).toBe('unknown');
    expect(marked([at('b-heat', 0), at('a-heat', 0)], open('playing'))).toBe('unknown');
  });

  it('is what it says otherwise', () => {
    expect(marked([at('a-heat', 0)], open('paused'))).toBe('rows');
    expect(marked([at('b-heat', 0)], open('playing'))).toBe('rows');
    expect(marked([at('a-heat', 0)], null)).toBe('rows');
    expect(marked([at('a-heat', 0)], 'unreadable')).toBe('rows');
    expect(marked([at('a-heat', 1 / MIN)], open('playing'))).toBe('rows');
    expect(marked([at('b-heat', 5), at('a-heat', 0)], open('playing'))).toBe('rows');
  });

  it('leaves the titles after it to themselves', () => {
    const [one, two] = [
      settled(rows(at('b-heat', 5)), NOT_ASKED),
      settled(rows(at('a-heat', 0)), NOT_ASKED),
    ];
    markPlayedUnlisted([one!, two!], 'left', sight('attic', { players: open('playing') }));
    expect([one!.known.left.is, two!.known.left.is]).toEqual(['rows', 'unknown']);
  });
});
