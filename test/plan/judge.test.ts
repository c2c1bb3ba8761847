import { describe, expect, it } from 'vitest';
import type { Side } from '../../lib/model/observation';
import type { PairState } from '../../lib/model/records';
import type { Item, ServerSight, Sight } from '../../lib/model/sight';
import { planHash } from '../../lib/plan/hash';
import { hangsOnPlayers, judge } from '../../lib/plan/judge';
import { track, unmatched } from '../store/rows';
import { MIN, NOW, RULES, RUNTIME, saidAt } from '../support/cases';
import { copy, item, SIGHTS, sight as viewOf } from './sights';

const run = { runId: 'r1', pairId: 'p1', startedAt: NOW - 9 };
const STATE: Pick<PairState, 'approved' | 'previewed' | 'completedAt'> = {
  ...{ approved: [], previewed: null, completedAt: null },
};

/** A title that moved in the attic from 10 to so many minutes, and is settled so in the cellar. */
const moved = (key: string, minutes: number, more: Partial<Item['track']> = {}): Item => {
  const said = { attic: saidAt(10), cellar: saidAt(10) };
  const row = (itemId: string, at: number) =>
    copy(itemId, { positionMs: at * MIN, lastPlayedAt: NOW - MIN });
  return item(key, {
    track: { ...track(key), said, ...more },
    known: {
      left: { is: 'rows', rows: [row(`a-${key}`, minutes)] },
      right: { is: 'rows', rows: [row(`c-${key}`, 10)] },
    },
  });
};
const sightOf = (items: Item[], more: Partial<Sight> = {}): Sight => ({
  ...{ ...SIGHTS, now: NOW, items, unmatched: [], resolved: [], leftOut: [] },
  ...more,
});
const keys = (of: { item: Item }[]) => of.map((one) => one.item.key);

describe('a plan', () => {
  it('says what is to be done, and what is left out and why', () => {
    const entry = { ...{ pairId: 'p1', id: 'i', title: 't', identity: null }, copies: {}, at: 1 };
    const sight = sightOf([moved('heat', 20), moved('dune', 1 / 60)], {
      unmatched: [unmatched],
      leftOut: [{ item: item('alien'), entry: { ...entry, noted: false } }],
    });
    const { plan, hold, acts, decided, record, ...rest } = judge(sight, STATE, RULES, run);
    expect(plan).toEqual({
      pairId: 'p1',
      planHash: planHash(acts.map((one) => one.weighed.hash)),
      actions: [
        {
          ...{ kind: 'write', serverId: 'cellar', title: 'heat', key: 'heat', rule: 'moved' },
          ...{ fromMs: 10 * MIN, toMs: 20 * MIN, runtimeMs: RUNTIME },
        },
      ],
      skips: [
        { title: 'dune', reason: 'below-minimum' },
        { title: 'alien', reason: 'ignored' },
        { title: 'Heat', reason: 'no-ids' },
      ],
    });
    expect([hold, keys(acts), keys(decided)]).toEqual([null, ['heat'], ['heat', 'dune', 'alien']]);
    expect(record.activity).toMatchObject([{ reason: 'ignored', runId: 'r1', at: NOW - 9 }]);
    expect(rest.unmatched).toEqual([unmatched]);
  });

  it('leaves out what rests, until it has rested', () => {
    const resting = sightOf([moved('heat', 20, { restsUntil: NOW - 8 })]);
    const { plan, acts } = judge(resting, STATE, RULES, run);
    expect(plan).toMatchObject({ actions: [], skips: [{ title: 'heat', reason: 'resting' }] });
    expect(acts).toEqual([]);
    const rested = sightOf([moved('heat', 20, { restsUntil: NOW - 9 })]);
    expect(keys(judge(rested, STATE, RULES, run).acts)).toEqual(['heat']);
  });

  it('does nothing with what two titles claim, and lists it', () => {
    const copies = { left: new Set(['a-one']), right: new Set(['c']) };
    const sight = sightOf([
      { ...item('one'), copies },
      { ...item('two'), copies },
    ]);
    const { decided, unmatched: listed } = judge(sight, STATE, RULES, run);
    expect(decided).toEqual([]);
    expect(listed).toContainEqual({
      ...{ pairId: 'p1', serverId: 'attic', itemId: 'a-one', title: 'one', runtimeMs: RUNTIME },
      ...{ identity: item('one').identity, reason: 'ambiguous', checkedAt: NOW - 9 },
    });
    const unread = { left: { is: 'unknown' }, right: { is: 'unknown' } } as const;
    const unseen = sightOf(sight.items.map((one) => ({ ...one, known: unread })));
    expect(judge(unseen, STATE, RULES, run).unmatched).toEqual([]);
  });
});

describe('a title that a server fails for', () => {
  const problem = { code: 'server-error', serverId: 'attic' } as const;
  const unread = { left: { is: 'unknown' }, right: { is: 'unknown' } } as const;
  const skips = (known: Partial<Item['known']>, failing: Partial<Record<Side, string[]>>) => {
    const one = moved('heat', 20, { problem });
    const copies = { ...one.copies, left: new Set(['a-other', 'a-heat']) };
    const broken = ({ serverId }: ServerSight, ids: string[] = []) =>
      viewOf(serverId, { failing: new Map(ids.map((id) => [id, { ...problem, serverId }])) });
    const sight = sightOf([{ ...one, copies, known: { ...one.known, ...known } }], {
      left: broken(SIGHTS.left, failing.left),
      right: broken(SIGHTS.right, failing.right),
    });
    return judge(sight, STATE, RULES, run).plan.skips;
  };
  const skip = { title: 'heat', reason: 'unknown' };

  it('is left out with what that server said', () => {
    expect(skips({ left: unread.left }, { left: ['a-heat'] })).toStrictEqual([
      { ...skip, problem },
    ]);
    expect(skips({ right: unread.right }, { right: ['c-heat'] })).toStrictEqual([
      { ...skip, problem: { ...problem, serverId: 'cellar' } },
    ]);
  });

  it('is left out without a word where none of its copies there is one that fails', () => {
    expect(skips({ left: unread.left }, { left: ['x'] })).toStrictEqual([skip]);
    expect(skips({ left: unread.left }, { right: ['c-heat'] })).toStrictEqual([skip]);
  });

  it('is left out for another reason without it', () => {
    const { left } = moved('heat', 1 / 60).known;
    const short = { title: 'heat', reason: 'below-minimum' };
    expect(skips({ left }, { left: ['a-heat'] })).toStrictEqual([short]);
  });

  it('that a person took out of the pair is left out for that alone', () => {
    const entry = { ...{ pairId: 'p1', id: 'i', title: 't', identity: null }, copies: {}, at: 1 };
    const one = item('heat', { known: unread });
    const sight = sightOf([], {
      left: viewOf('attic', { failing: new Map([['a-heat', problem]]) }),
      leftOut: [{ item: one, entry: { ...entry, noted: false } }],
    });
    const { plan } = judge(sight, STATE, RULES, run);
    expect(plan.skips).toStrictEqual([{ title: 'heat', reason: 'ignored' }]);
  });

  it('rests with what was said when it failed', () => {
    const resting = sightOf([moved('heat', 20, { restsUntil: NOW, problem })]);
    const { plan } = judge(resting, STATE, RULES, run);
    expect(plan.skips).toStrictEqual([{ title: 'heat', reason: 'resting', problem }]);
  });
});

describe('an unusual plan', () => {
  const back = ['one', 'two', 'three'].map((key) => moved(key, 5));
  const sight = sightOf(back);
  const { plan, hold, acts, record } = judge(sight, STATE, RULES, run);
  const hashes = hold!.actionHashes;

  it('is held, and nothing of it is done', () => {
    expect(acts).toEqual([]);
    expect(hashes).toHaveLength(3);
    expect(hold).toEqual({
      ...{ pairId: 'p1', planHash: plan.planHash, plan, actionHashes: hashes, at: NOW },
      ...{ reason: 'many-cleared', serverId: 'cellar', count: 3, of: 3 },
    });
    expect(record.tracks).toEqual([]);
  });

  it('is done once it was approved, and only what was', () => {
    const approved = judge(sight, { ...STATE, approved: hashes }, RULES, run);
    expect([approved.hold, keys(approved.acts).sort()]).toEqual([null, ['one', 'three', 'two']]);
    const more = sightOf([...back, ...['a', 'b', 'c'].map((key) => moved(key, 5))]);
    const partly = judge(more, { ...STATE, approved: hashes }, RULES, run);
    expect(keys(partly.acts).sort()).toEqual(['one', 'three', 'two']);
    expect(partly.hold).toMatchObject({ count: 3, of: 6 });
    expect(partly.hold?.plan.actions.map(({ key }) => key).sort()).toEqual(['a', 'b', 'c']);
    expect(partly.plan.actions).toHaveLength(6);
  });

  it('is one that could not be weighed', () => {
    // What is remembered of the pair makes no sense: weighing it fails.
    const broken = { ...STATE, previewed: 1n as unknown as number };
    const { hold: failed, acts: none } = judge(sightOf([moved('heat', 20)]), broken, RULES, run);
    expect(failed).toMatchObject({ reason: 'guard-failed', serverId: 'cellar', count: 1, of: 1 });
    expect(none).toEqual([]);
  });

  it('is one of many that are new, once a run has come to its end', () => {
    const { left } = moved('any', 20).known;
    const many = Array.from({ length: 16 }, (_, n) => {
      const one = item(`new${n}`);
      return { ...one, known: { left, right: one.known.right } };
    });
    expect(judge(sightOf(many), STATE, RULES, run).hold).toBeNull();
    const after = { ...STATE, completedAt: NOW - MIN };
    expect(judge(sightOf(many), after, RULES, run).hold).toMatchObject({ reason: 'many-new' });
    const first = { ...STATE, previewed: 1 };
    expect(judge(sightOf(many), first, RULES, run).hold?.reason).toBe('more-than-previewed');
  });
});

describe('the players', () => {
  it('are asked where a decision hangs on them', () => {
    expect(hangsOnPlayers(sightOf([moved('one', 10), moved('heat', 20)]), RULES)).toBe(true);
    expect(hangsOnPlayers(sightOf([moved('heat', 10)]), RULES)).toBe(false);
    const doubtful = { ...moved('heat', 20), renumbered: true };
    expect(hangsOnPlayers(sightOf([doubtful]), RULES)).toBe(false);
  });
});
