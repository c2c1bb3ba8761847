import { describe, expect, it } from 'vitest';
import { costsOf, LIMITS, libraryOf, listsOf, SCENES } from './costs';

const world = libraryOf(10_000);

describe.each(SCENES)('libraries of 10,000, with $name as the target', (scene) => {
  const { source, target, version } = scene;
  const lists = listsOf(source) + listsOf(target, version);

  it('costs no more requests and bytes than promised', async () => {
    const { first, quiet, change } = await costsOf(scene, world, 200);
    const asked = (run: typeof first) => [...run.source.asked, ...run.target.asked].join('\n');

    expect(first.source.requests, asked(first)).toBeLessThanOrEqual(LIMITS.first(source));
    expect(first.target.requests, asked(first)).toBeLessThanOrEqual(LIMITS.first(target, version));
    expect(first.source.bytes + first.target.bytes).toBeLessThanOrEqual(LIMITS.bytes);

    expect(quiet.source.requests, asked(quiet)).toBe(listsOf(source));
    expect(quiet.target.requests, asked(quiet)).toBe(listsOf(target, version));

    const more = change.source.requests + change.target.requests - lists;
    expect(more, asked(change)).toBeLessThanOrEqual(LIMITS.change);
  }, 20_000);
});

it('costs the same without a change, whatever the size of the libraries', async () => {
  const [scene] = SCENES;
  const small = await costsOf(scene!, libraryOf(1_000), 20);
  const large = await costsOf(scene!, world, 20);
  expect(small.quiet.target.requests).toBe(large.quiet.target.requests);
  expect(small.quiet.source.requests).toBe(large.quiet.source.requests);
  expect(small.change.target.requests).toBe(large.change.target.requests);
});
