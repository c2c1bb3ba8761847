import { describe, expect, it } from 'vitest';
import type { RunSummary } from '../../lib/model/run';
import { accessChangedFor, waitedFor } from '../../lib/status/waiting';
import { pair, summary } from './status-facts';

const MISSING = { code: 'permission-missing', serverId: 'attic' } as const;
const REFUSED = { code: 'signed-out', serverId: 'cellar' } as const;

const needed = (problem: RunSummary['problem']) => summary({ outcome: 'needs-you', problem });
const begun = (last: RunSummary | null, over = {}) => pair({ consent: 'given', last }, over);

describe('pairs whose access changed', () => {
  const changed = (one: ReturnType<typeof pair>, ...denied: string[]) =>
    accessChangedFor({ pairs: [one] }, new Set(denied)).length === 1;

  it('are those that missed one and have it, or lost one', () => {
    expect(changed(begun(needed(MISSING)))).toBe(true);
    expect(changed(begun(summary()), 'attic')).toBe(true);
    expect(changed(begun(summary()), 'cellar')).toBe(true);
    expect(changed(begun(needed(REFUSED)), 'cellar')).toBe(true);
  });

  it('are none of those that stand as before', () => {
    expect(changed(begun(summary()))).toBe(false);
    expect(changed(begun(summary()), 'garage')).toBe(false);
    expect(changed(begun(needed(MISSING)), 'attic')).toBe(false);
    expect(changed(begun(needed(REFUSED)))).toBe(false);
  });

  it('are none that are off, have never run, or wait for the first yes', () => {
    expect(changed(begun(needed(MISSING), { enabled: false }))).toBe(false);
    expect(changed(begun(null), 'attic')).toBe(false);
    expect(changed(pair({ consent: 'previewed', last: needed(MISSING) }))).toBe(false);
    expect(changed(pair(null), 'attic')).toBe(false);
  });
});

describe('pairs that waited for a server', () => {
  const waited = (one: ReturnType<typeof pair>, serverId = 'cellar') =>
    waitedFor({ pairs: [one] }, serverId).length === 1;

  it('are those whose last run needed the person there', () => {
    expect(waited(begun(needed(REFUSED)))).toBe(true);
    expect(waited(begun(needed(REFUSED)), 'attic')).toBe(false);
  });

  it('are none that try again by themselves, are off, or wait for the first yes', () => {
    const silent = { code: 'unreachable', serverId: 'cellar' } as const;
    expect(waited(begun(summary({ outcome: 'retry-later', problem: silent })))).toBe(false);
    expect(waited(begun(needed(REFUSED), { enabled: false }))).toBe(false);
    expect(waited(pair({ consent: 'none', last: needed(REFUSED) }))).toBe(false);
  });
});
