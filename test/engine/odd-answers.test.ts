import { afterEach, describe, expect, it } from 'vitest';
import { SERVER_KINDS, type ServerKind } from '../../lib/model/server';
import { sayProblem } from '../../lib/words/wording';
import { sampleWorld } from '../servers';
import { HttpHousehold } from '../support/http-household';

const MINUTE = 60_000;
/** Half of a character, as JSON can spell it. */
const HALF = '\ud800';
let home: HttpHousehold;
afterEach(() => home.stop());

type Json = Record<string, unknown>;

/** An answer with every value changed that stands under one of these names. */
const changing =
  (names: string[], change: (value: unknown) => unknown) =>
  (json: unknown): unknown => {
    const walk = (value: unknown, name: string): unknown => {
      if (names.includes(name)) return change(value);
      if (Array.isArray(value)) return value.map((one) => walk(one, ''));
      if (typeof value !== 'object' || value === null) return value;
      return Object.fromEntries(
        Object.entries(value as Json).map(([key, one]) => [key, walk(one, key)]),
      );
    };
    return walk(json, '');
  };

const isList = ({ path, query }: { path: string; query: URLSearchParams }) =>
  path.includes('/all') || /resumable/i.test(`${query}`);
const anything = () => true;

async function twoServers(kind: ServerKind) {
  const world = sampleWorld();
  home = new HttpHousehold(world);
  const good = await home.server('good', 'jellyfin');
  const odd = await home.server('odd', kind);
  home.pair('good', 'odd');
  return { good, odd, films: world.movies };
}

/** An answer in which the row of that title has half a character in its id. */
const halvingIdOf = (title: string) => (json: unknown) =>
  JSON.parse(JSON.stringify(json), (_, value) => {
    if (value?.Name === title) return { ...value, Id: `${HALF}${value.Id}` };
    return value?.title === title ? { ...value, ratingKey: `${HALF}${value.ratingKey}` } : value;
  });

describe.each(SERVER_KINDS)('%s with odd values', (kind) => {
  it('half a character in an id costs that title, and nothing is unforeseen', async () => {
    const { good, odd, films } = await twoServers(kind);
    const [whole, half] = [films[0]!, films[1]!];
    odd.play(whole, 20 * MINUTE);
    odd.play(half, 30 * MINUTE);
    odd.fault({ when: isList, transform: halvingIdOf(half.title) });
    for (let runs = 0; runs < 3; runs++) {
      const summary = await home.run();
      expect(summary.problem?.code).not.toBe('unexpected');
    }
    expect(good.state(whole).positionMs).toBe(20 * MINUTE);
  });

  it('half a character in an id that is written to costs that title', async () => {
    const { good, odd, films } = await twoServers(kind);
    const [whole, half] = [films[0]!, films[1]!];
    good.play(whole, 20 * MINUTE);
    good.play(half, 30 * MINUTE);
    odd.fault({ when: anything, transform: halvingIdOf(half.title) });
    for (let runs = 0; runs < 2; runs++) {
      const summary = await home.run();
      expect(summary.problem?.code).not.toBe('unexpected');
    }
    expect(odd.state(whole).positionMs).toBe(20 * MINUTE);
  });

  it('a date that no calendar has is no date', async () => {
    const { good, odd, films } = await twoServers(kind);
    odd.play(films[0]!, 20 * MINUTE);
    const later = (value: unknown) =>
      typeof value === 'number' ? 1e18 : '9999999-99-99T00:00:00Z';
    const dates = ['lastViewedAt', 'LastPlayedDate', 'viewedAt'];
    odd.fault({ when: anything, transform: changing(dates, later) });
    for (let runs = 0; runs < 2; runs++) {
      const summary = await home.run();
      expect(summary.problem).toBeUndefined();
    }
    expect(good.state(films[0]!).positionMs).toBe(20 * MINUTE);
  });

  it('a date before all dates is no date', async () => {
    const { good, odd, films } = await twoServers(kind);
    odd.play(films[0]!, 20 * MINUTE);
    const before = (value: unknown) =>
      typeof value === 'number' ? -1e18 : '-271821-04-19T23:59:59Z';
    const dates = ['lastViewedAt', 'LastPlayedDate', 'viewedAt'];
    odd.fault({ when: anything, transform: changing(dates, before) });
    expect((await home.run()).problem).toBeUndefined();
    expect(good.state(films[0]!).positionMs).toBe(20 * MINUTE);
  });

  it('a content type of 5 kB is said in a few words', async () => {
    const { odd, films } = await twoServers(kind);
    odd.play(films[0]!, 20 * MINUTE);
    const headers = { 'content-type': `text/${'x'.repeat(5_000)}` };
    odd.fault({ when: isList, headers, body: 'hello' });
    const { problem } = await home.run();
    expect(problem).toMatchObject({ code: 'not-json', serverId: 'odd' });
    expect(sayProblem(problem!, 'Odd').length).toBeLessThan(500);
  });

  it.each<[string, unknown]>([
    ['a list', ['Jellyfin']],
    ['an object that is no text', { toString: null, valueOf: 1 }],
    ['a number', 12],
    ['nothing', null],
    ['half a character', HALF],
    ['5 kB', 'x'.repeat(5_000)],
  ])('a product name that is %s has a code of its own', async (_, name) => {
    const { odd } = await twoServers(kind);
    const transform = changing(['ProductName', 'machineIdentifier'], () => name);
    odd.fault({ when: anything, transform });
    const { problem } = await home.run();
    if (!problem) return;
    expect(['wrong-product', 'wrong-server', 'no-media-server', 'bad-answer']).toContain(
      problem.code,
    );
    expect(sayProblem(problem, 'Odd').length).toBeLessThan(500);
  });
});
