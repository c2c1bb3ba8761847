import { afterEach, describe, expect, it } from 'vitest';
import { PROBLEM_CODES, type ProblemCode } from '../../lib/model/problem';
import { SERVER_KINDS, type ServerKind } from '../../lib/model/server';
import { type SimServer, sampleWorld } from '../servers';
import { HttpHousehold } from '../support/http-household';

const MINUTE = 60_000;
let home: HttpHousehold;
afterEach(() => home.stop());

const isList = ({ path, query }: { path: string; query: URLSearchParams }) =>
  path.includes('/all') || /resumable/i.test(`${query}`);
const anything = () => true;

interface Trouble {
  what: string;
  make: (server: SimServer) => unknown;
  code: ProblemCode | Partial<Record<ServerKind, ProblemCode>>;
}

const TROUBLES: Trouble[] = [
  {
    what: 'a web page instead of JSON',
    make: (server) => server.fault({ when: isList, html: true }),
    code: 'no-media-server',
  },
  {
    what: 'JSON that breaks off',
    make: (server) => server.fault({ when: isList, truncate: true }),
    code: 'list-incomplete',
  },
  {
    what: 'JSON without its rows',
    make: (server) => server.fault({ when: isList, body: { MediaContainer: {}, Hello: 1 } }),
    code: 'bad-answer',
  },
  {
    what: 'a token that is no longer accepted',
    make: (server) => server.revokeToken(),
    code: 'signed-out',
  },
  {
    what: 'too many requests',
    make: (server) =>
      server.fault({ when: anything, status: 429, headers: { 'retry-after': '120' } }),
    code: 'busy',
  },
  {
    what: 'a server that is starting',
    make: (server) =>
      server.fault({ when: anything, status: 503, html: true, headers: { 'retry-after': '5' } }),
    code: 'starting',
  },
  {
    what: 'an address that it does not admit',
    make: (server) => server.fault({ when: anything, status: 503 }),
    code: { plex: 'starting', emby: 'ip-filtered', jellyfin: 'ip-filtered' },
  },
  {
    what: "a proxy's question for a password",
    make: (server) =>
      server.fault({ when: anything, status: 401, headers: { 'www-authenticate': 'Basic' } }),
    code: 'login-page',
  },
  {
    what: 'an error inside the server',
    make: (server) => server.fault({ when: anything, status: 500 }),
    code: 'server-error',
  },
  {
    what: 'a connection that breaks',
    make: (server) => server.fault({ when: anything, drop: true }),
    code: 'unreachable',
  },
  {
    what: 'a server that is down',
    make: (server) => server.stop(),
    code: 'unreachable',
  },
];

async function twoServers(kind: ServerKind) {
  const world = sampleWorld();
  home = new HttpHousehold(world);
  const good = await home.server('good', 'jellyfin');
  const bad = await home.server('bad', kind);
  home.pair('good', 'bad');
  const [kept, moved] = [world.movies[0]!, world.movies[1]!];
  bad.play(kept, 30 * MINUTE);
  await home.run();
  good.play(moved, 20 * MINUTE);
  return { good, bad, kept, moved };
}

describe.each(SERVER_KINDS)('%s in trouble', (kind) => {
  it.each(TROUBLES)('$what: a code, nothing written, nothing lost', async ({ make, code }) => {
    const { good, bad, kept, moved } = await twoServers(kind);
    const tracks = structuredClone([...home.store.trackRows]);
    await make(bad);
    home.requests();

    const summary = await home.run();
    const expected = typeof code === 'string' ? code : code[kind]!;
    expect(summary.problem).toMatchObject({ code: expected, serverId: 'bad' });
    const outcome = PROBLEM_CODES[expected] === 'retry' ? 'retry-later' : 'needs-you';
    expect(summary).toMatchObject({ outcome, written: 0, cleared: 0 });
    expect(good.log.filter((entry) => entry.method !== 'GET')).toEqual([]);
    expect([...home.store.trackRows]).toEqual(tracks);
    expect(JSON.stringify(summary)).not.toContain(good.token());

    bad.clearFaults();
    if (bad.log.length === 0 || expected === 'unreachable') await bad.start().catch(() => {});
    home.store.kept.servers[1]!.token = bad.token();
    home.ahead += 10 * MINUTE;
    expect(await home.run()).toMatchObject({ written: 1, cleared: 0 });
    expect(bad.state(moved).positionMs).toBe(20 * MINUTE);
    expect(good.state(kept).positionMs).toBe(30 * MINUTE);
  });

  it('asked to be left alone, it is, even when the person asks for a run', async () => {
    const { bad } = await twoServers(kind);
    bad.fault({ when: anything, times: 1, status: 429, headers: { 'retry-after': '120' } });
    await home.run();
    home.requests();
    expect(await home.run()).toMatchObject({ outcome: 'retry-later', problem: { code: 'busy' } });
    expect(bad.log).toEqual([]);
  });
});

describe('an address', () => {
  it('where another product answers is refused, and nothing is written', async () => {
    const world = sampleWorld();
    home = new HttpHousehold(world);
    const good = await home.server('good', 'jellyfin');
    const other = await home.server('other', 'emby');
    home.store.kept.servers[1]!.kind = 'plex';
    home.pair('good', 'other');
    good.play(world.movies[0]!, 20 * MINUTE);
    const summary = await home.run();
    expect(summary).toMatchObject({ outcome: 'needs-you', written: 0 });
    expect(summary.problem).toMatchObject({ code: 'wrong-product', serverId: 'other' });
    expect(other.state(world.movies[0]!).positionMs).toBe(0);
  });

  it('that the browser may not talk to is never asked', async () => {
    const { bad } = await twoServers('emby');
    home.requests();
    home.ports.allowed = async (address) => address !== bad.url;
    const summary = await home.run();
    expect(summary.problem).toMatchObject({ code: 'permission-missing', serverId: 'bad' });
    expect(bad.log).toEqual([]);
  });

  it('where another server answers is never written to', async () => {
    const { good, bad, moved } = await twoServers('jellyfin');
    const { port } = new URL(bad.url);
    await bad.stop();
    const world = sampleWorld();
    const stranger = await home.server('stranger', 'jellyfin', { port: Number(port), world });
    home.store.kept.servers.pop();
    home.store.kept.servers[1]!.token = stranger.token();
    stranger.play(world.movies[5]!, 20 * MINUTE);
    const summary = await home.run();
    expect(summary).toMatchObject({ outcome: 'needs-you', written: 0, cleared: 0 });
    expect(summary.problem).toMatchObject({ code: 'wrong-server', serverId: 'bad' });
    expect(stranger.log.filter(({ method }) => method !== 'GET')).toEqual([]);
    expect(good.state(moved).positionMs).toBe(20 * MINUTE);
  });
});
