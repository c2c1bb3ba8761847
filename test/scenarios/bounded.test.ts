import { describe, expect, it } from 'vitest';
import { runRound } from '../../lib/engine/rounds';
import type { RunSummary } from '../../lib/model/run';
import type { FaultSpec, SimRequest } from '../servers';
import { KINDS, MINUTE, overHttp } from './homes';

const AGO = 90 * MINUTE;
const MB = 1_000_000;

const isList = ({ query }: Pick<SimRequest, 'query'>): boolean =>
  /IsResumable|viewOffset/.test(String(query));

/** Attic with cellar, which does what is said, and attic with den: all agree, then attic moves on. */
async function threeServers(kind: (typeof KINDS)[number]) {
  const made = await overHttp('emby', kind);
  const { home, attic, cellar, film } = made;
  const den = await home.server('den', 'jellyfin');
  home.pair('attic', 'den');
  attic.play(film, 20 * MINUTE, { at: Date.now() - AGO });
  await runRound(home.ports, 'person');
  attic.play(film, 50 * MINUTE);
  home.ahead += 2 * MINUTE;
  cellar.clearLog();
  home.connected.length = 0;
  const bytes = () => home.connected.reduce((sum, { traffic }) => sum + traffic.bytes, 0);
  return { ...made, den, bytes };
}

/** The first pair fails with one of these codes, and the second is in step all the same. */
function expectOnlyOne(runs: RunSummary[], codes: string[]): void {
  expect(runs.map(({ outcome, written }) => [outcome, written])).toEqual([
    ['retry-later', 0],
    ['done', 1],
  ]);
  expect(codes).toContain(runs[0]!.problem?.code);
  expect(runs[0]!.problem?.serverId).toBe('cellar');
}

describe.each(KINDS)('a list of %s', (kind) => {
  it.each<[string, FaultSpec['flood']]>([
    ['of 300 MB', { bytes: 300 * MB }],
    ['that is packed, and 300 MB when it is unpacked', { bytes: 300 * MB, packed: true }],
  ])('%s is given up, and other pairs run in the same round', async (_, flood) => {
    const { home, cellar, den, film, bytes } = await threeServers(kind);
    cellar.fault({ when: isList, flood });
    expectOnlyOne(await runRound(home.ports, 'person'), ['answer-too-large']);
    expect(den.state(film).positionMs).toBe(50 * MINUTE);
    expect(cellar.state(film).positionMs).toBe(20 * MINUTE);
    expect(bytes()).toBeLessThan(40 * MB);
  });

  it.each([
    ['grows with every page', (start: number) => start + 5_000],
    ['is absurd', () => 1_000_000_000],
  ])('that never ends, whose total %s, is given up', async (_, total) => {
    const { home, cellar, den, film } = await threeServers(kind);
    let start = 0;
    const when = (req: SimRequest) => {
      if (!isList(req)) return false;
      const { query } = req;
      start = Number(query.get('StartIndex') ?? query.get('startIndex') ?? 0);
      start = Number(query.get('X-Plex-Container-Start') ?? start);
      return true;
    };
    cellar.fault({ when, transform: (json) => manyRows(json, start, total(start)) });
    const runs = await runRound(home.ports, 'person');
    expectOnlyOne(runs, ['answer-too-large', 'list-incomplete']);
    expect(den.state(film).positionMs).toBe(50 * MINUTE);
    expect(cellar.log.filter(isList).length).toBeLessThan(100);
  });

  it('that comes a byte at a time keeps nobody else waiting', async () => {
    const { home, cellar, den, film } = await threeServers(kind);
    home.ports.roundMs = 2_000;
    home.timeoutMs = 600_000;
    cellar.fault({ when: isList, dripMs: 20 });
    expectOnlyOne(await runRound(home.ports, 'person'), ['timeout', 'out-of-time']);
    expect(den.state(film).positionMs).toBe(50 * MINUTE);
  });
});

/** A page of 500 rows, each a copy of the first one under an id of its own. */
function manyRows(json: unknown, start: number, total: number): unknown {
  type Page = { Items?: object[]; MediaContainer?: { Metadata?: object[] } };
  const { Items, MediaContainer } = json as Page;
  const [like = {}] = MediaContainer?.Metadata ?? Items ?? [];
  const rows = Array.from({ length: 500 }, (_, n) => {
    const id = String(7_000_000 + start + n);
    return { ...like, ...(Items ? { Id: id } : { ratingKey: id }) };
  });
  if (Items) return { ...(json as object), Items: rows, TotalRecordCount: total };
  const counts = { size: 500, totalSize: total };
  return { MediaContainer: { ...MediaContainer, ...counts, Metadata: rows } };
}

describe.each(['plex', 'jellyfin'] as const)('a catalogue of %s', (kind) => {
  /** A title that only the other server lists has to be looked for in the catalogue. */
  async function sought(pages: (json: unknown, start: number) => unknown) {
    const made = await overHttp('emby', kind);
    const { home, attic, cellar, film } = made;
    attic.play(film, 20 * MINUTE, { at: Date.now() - AGO });
    let start = 0;
    const isCatalogue = ({ query }: SimRequest) => {
      const text = String(query);
      if (isList({ query }) || !/DateCreated|type=1|type=2/.test(text)) return false;
      start = Number(query.get('startIndex') ?? query.get('X-Plex-Container-Start') ?? 0);
      return !/imit=1(&|$)/.test(text);
    };
    cellar.fault({ when: isCatalogue, transform: (json) => pages(json, start) });
    const asked = () => cellar.log.filter((entry) => isCatalogue(entry as never)).length;
    return { home, asked };
  }

  it.each([
    [
      'grows with every page',
      (json: unknown, start: number) => manyRows(json, start, start + 5_000),
    ],
    ['is absurd', (json: unknown, start: number) => manyRows(json, start, 1e9)],
  ])('whose total %s ends', async (_, pages) => {
    const { home, asked } = await sought(pages);
    const run = await home.run();
    expect(run.written).toBe(0);
    expect(asked()).toBeLessThan(30);
  });

  it('whose pages are always the first one ends', async () => {
    const { home, asked } = await sought((json) => manyRows(json, 0, 5_000));
    expect(await home.run()).toMatchObject({
      outcome: 'retry-later',
      written: 0,
      problem: { code: 'list-incomplete', serverId: 'cellar' },
    });
    expect(asked()).toBeLessThan(30);
  });
});
