import { describe, expect, it } from 'vitest';
import type { TitleIdentity } from '../../lib/model/records';
import {
  agreesAgain,
  goOn,
  goOnWhereAgreed,
  isRenumbered,
  takeRenumbered,
} from '../../lib/plan/renumbered';
import { track } from '../store/rows';
import { copy, item, rows } from './sights';

const show = { tvdb: 's' };
const tracked: TitleIdentity = {
  ...track('heat').identity,
  ...{ kind: 'episode', ids: {}, showIds: show, season: 2, episode: 4 },
};
const episode = (itemId: string, number: number) =>
  copy(itemId, {
    ...{ kind: 'episode', season: 3, episode: number, episodeEnd: null, airDate: '2020-01-01' },
    ...{ episodeTitle: 'Pilot', show: { itemId: 's', ids: show } },
  });

describe('a copy that an episode was tracked by', () => {
  it.each<[string, Partial<TitleIdentity>, Partial<TitleIdentity>, boolean]>([
    ['says another number', {}, { episode: 5 }, true],
    ['says another season', {}, { season: 3 }, true],
    ['says what it said', {}, {}, false],
    ['says no number', {}, { episode: null }, false],
    [
      'says another number, and is the same by its id',
      { ids: { imdb: '1' }, episodeTitle: 'Pilot' },
      { episode: 5 },
      false,
    ],
    ['is matched by hand', { hand: 'h' }, { hand: undefined, episode: 5 }, false],
    ['is matched by hand now', {}, { hand: 'h', episode: 5 }, false],
    ['is a film', { kind: 'movie' }, { kind: 'episode', episode: 5 }, false],
    ['is a film now', {}, { kind: 'movie', episode: 5 }, false],
  ])('%s', (_, before, now, renumbered) => {
    const one = { ...tracked, ...before };
    expect(isRenumbered(one, { ...one, ...now })).toBe(renumbered);
  });

  it('is taken all the same, beside what else was read of it', () => {
    const one = item('heat', { known: { left: { is: 'not-asked' }, right: { is: 'gone' } } });
    takeRenumbered(one, 'left', [episode('a', 5)]);
    takeRenumbered(one, 'left', [episode('b', 5)]);
    expect(one.known.left).toEqual(rows(episode('a', 5), episode('b', 5)));
    expect(one).toMatchObject({ renumbered: true, known: { right: { is: 'gone' } } });
  });
});

describe('an episode that was renumbered', () => {
  const seen = (left: number[], right: number[]) =>
    item('heat', {
      identity: tracked,
      renumbered: true,
      known: {
        left: rows(...left.map((number) => episode(`a${number}`, number))),
        right: rows(...right.map((number) => episode(`c${number}`, number))),
      },
    });

  it('waits until both servers say the same number', () => {
    expect(agreesAgain(seen([5], [5]))).toBe(true);
    expect(agreesAgain(seen([5], [4]))).toBe(false);
    expect(agreesAgain(seen([5], []))).toBe(false);
    expect(agreesAgain(seen([], [5]))).toBe(false);
  });

  it('goes on under its new number', () => {
    const one = seen([5], [5]);
    goOn(one);
    expect(one).toMatchObject({
      renumbered: false,
      identity: {
        ...{ season: 3, episode: 5, episodeEnd: null, episodeTitle: 'Pilot', showIds: show },
        airDate: '2020-01-01',
      },
    });
  });

  it('goes on where both servers agree, and only then', () => {
    const [agreed, waiting] = [seen([5], [5]), seen([5], [4])];
    const never = { ...seen([5], [5]), renumbered: false };
    goOnWhereAgreed([agreed, waiting, never]);
    const told = [agreed, waiting, never].map((one) => [one.renumbered, one.identity.episode]);
    expect(told).toEqual([
      [false, 5],
      [true, 4],
      [false, 4],
    ]);
  });
});
