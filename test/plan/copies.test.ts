import { describe, expect, it } from 'vitest';
import type { ServerRow } from '../../lib/model/item';
import {
  areCopies,
  areSeveralFiles,
  bearOneTitle,
  holdsSeveralFiles,
  sameLibrary,
  twinsIn,
} from '../../lib/plan/copies';
import { RUNTIME } from '../support/cases';
import { copy } from './sights';

const one = copy('1', { ids: { imdb: 'x' } });
const other = (more: Partial<ServerRow>) => copy('2', { ids: { imdb: 'x' }, ...more });
const elsewhere = { libraryId: 'kids' };
const nowhere = { libraryId: null };
const longer = (ms: number) => ({ runtimeMs: RUNTIME + ms });

describe('two rows with the same ids', () => {
  it.each<[string, Partial<ServerRow>, copies: boolean, severalFiles: boolean]>([
    ['equally long in one library', {}, true, false],
    ['two seconds longer in one library', longer(2_000), true, false],
    ['more than two seconds longer in one library', longer(2_001), false, true],
    ['a little longer in another library', { ...longer(2_001), ...elsewhere }, true, false],
    ['of another cut in another library', { runtimeMs: 1, ...elsewhere }, false, false],
    ['a little longer where no library is known', { ...longer(2_001), ...nowhere }, false, true],
    ['equally long where no library is known', nowhere, true, false],
    ['of another title', { title: 'Ronin' }, false, true],
    ['of a title that is written otherwise', { title: 'HÉAT!' }, true, false],
    ['without a runtime', { runtimeMs: null }, false, true],
    ['of another length that share a state', { runtimeMs: 1, stateKey: '1' }, true, false],
    ['of one id', { itemId: '1', runtimeMs: 1 }, true, false],
  ])('%s: copies %s, several files %s', (_, more, copies, severalFiles) => {
    const two = other(more);
    expect([areCopies(one, two), areCopies(two, one)]).toEqual([copies, copies]);
    expect(areSeveralFiles(one, two)).toBe(severalFiles);
    expect(holdsSeveralFiles([one, two])).toBe(severalFiles);
    expect(holdsSeveralFiles([one, one, two])).toBe(severalFiles);
  });

  it.each([
    [60_000, true],
    [RUNTIME * 0.02, true],
    [RUNTIME * 0.03, false],
  ])('in one library, %i ms apart, where versions lie side by side: copies %s', (ms, copies) => {
    const sideBySide = { sideBySide: true };
    const [a, b] = [{ ...one, ...sideBySide }, other({ ...longer(ms), ...sideBySide })];
    expect([areCopies(a, b), areCopies(b, a)]).toEqual([copies, copies]);
    expect(areCopies(a, other({ ...longer(ms), ...sideBySide, title: 'Ronin' }))).toBe(false);
    expect(areCopies(one, other(longer(ms)))).toBe(false);
  });

  it('lie side by side only where it is said of both', () => {
    const [a, b] = [{ ...one, sideBySide: true }, other(longer(60_000))];
    expect([areCopies(a, b), areCopies(b, a)]).toEqual([false, false]);
  });

  it('are in one library, in two, or nobody can tell', () => {
    expect(sameLibrary(one, other({}))).toBe(true);
    expect(sameLibrary(one, other(elsewhere))).toBe(false);
    expect(sameLibrary(one, other(nowhere))).toBeNull();
    expect(sameLibrary(other(nowhere), one)).toBeNull();
  });
});

describe('two episodes', () => {
  const episode = (episodeTitle: string | null) => copy('1', { kind: 'episode', episodeTitle });
  it.each([
    ['Pilot', 'Pilot', true],
    ['Pilot', 'Finale', false],
    ['Pilot', 'Episode 1', true],
    ['Pilot', null, true],
  ])('called %s and %s bear one title: %s', (a, b, same) => {
    expect(bearOneTitle(episode(a), episode(b))).toBe(same);
    expect(bearOneTitle(episode(b), episode(a))).toBe(same);
  });
});

describe('rows whose libraries have to be asked for', () => {
  const twins = (...rows: ServerRow[]) => twinsIn(rows).map(({ itemId }) => itemId);

  it('are those that could be copies or several files by where they are', () => {
    const [a, b] = [other({ ...nowhere, ...longer(9_000) }), { ...one, ...nowhere }];
    expect(twins(a, b)).toEqual(['2', '1']);
    expect(twins(a, one)).toEqual(['2']);
    const both = { imdb: 'x', tmdb: 'y' };
    expect(twins({ ...a, ids: both }, { ...b, ids: both })).toEqual(['2', '1']);
  });

  it('are none that are copies anyway, alone, or known', () => {
    expect(twins(other(nowhere), { ...one, ...nowhere })).toEqual([]);
    expect(twins(other({ ...nowhere, ...longer(9_000), ids: { imdb: 'z' } }), one)).toEqual([]);
    expect(twins(other(longer(9_000)), one)).toEqual([]);
  });
});
