import { describe, expect, it } from 'vitest';
import { onTrial } from '../../lib/plan/trial';
import { unmatched } from '../store/rows';
import { item } from './sights';

const matched = { items: [item('heat'), item('dune')], unmatched: [unmatched], resolved: [] };

describe('a trial with a few titles', () => {
  it('is about the ticked titles only, and lists none that has no partner', () => {
    const tried = onTrial({ ...matched, resolved: [unmatched] }, ['dune', 'alien']);
    expect(tried.items.map(({ key }) => key)).toEqual(['dune']);
    expect(tried).toMatchObject({ unmatched: [], resolved: [unmatched] });
  });

  it('of no title is about none', () => {
    expect(onTrial(matched, []).items).toEqual([]);
  });

  it('that is over is about all', () => {
    expect(onTrial(matched, null)).toBe(matched);
  });
});
