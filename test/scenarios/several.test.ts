import { describe, expect, it } from 'vitest';
import { Household, type Kind } from '../support/household';
import { HOUR, MINUTE } from './homes';

const NAMES = ['attic', 'cellar', 'den'];

function triangle(kinds: [Kind, Kind, Kind]) {
  const home = new Household();
  const servers = NAMES.map((name, n) => home.server(name, kinds[n]!));
  home.film('Heat');
  home.pair('attic', 'cellar');
  home.pair('cellar', 'den');
  home.pair('den', 'attic');
  const positions = () => servers.map((server) => server.at('Heat').positionMs / MINUTE);
  const settle = async (rounds = 4) => {
    for (let n = 0; n < rounds; n += 1) {
      await home.run();
      home.wait(5 * MINUTE);
    }
  };
  const writes = () => servers.reduce((sum, server) => sum + server.writes.length, 0);
  return { home, servers, positions, settle, writes };
}

const KINDS: [Kind, Kind, Kind][] = [
  ['jellyfin', 'emby', 'jellyfin'],
  ['plex', 'emby', 'jellyfin'],
  ['plex', 'plex', 'emby'],
  ['plex', 'plex', 'plex'],
];

describe.each(KINDS)('three servers in a ring (%s, %s, %s)', (...kinds) => {
  it('come to the newest position and stay there', async () => {
    const { home, servers, positions, settle, writes } = triangle(kinds);
    servers[0]!.play('Heat', 90 * MINUTE, home.now - 5 * HOUR);
    servers[1]!.play('Heat', 30 * MINUTE, home.now - HOUR);
    servers[2]!.play('Heat', 60 * MINUTE, home.now - 3 * HOUR);
    await settle();
    expect(positions()).toEqual([30, 30, 30]);
    const before = writes();
    await settle();
    expect(writes()).toBe(before);
  });

  it('follow a rewind everywhere, and nothing brings the old position back', async () => {
    const { home, servers, positions, settle } = triangle(kinds);
    servers[0]!.play('Heat', 80 * MINUTE, home.now - HOUR);
    await settle();
    expect(positions()).toEqual([80, 80, 80]);
    servers[2]!.play('Heat', 10 * MINUTE);
    home.wait(MINUTE);
    await settle();
    expect(positions()).toEqual([10, 10, 10]);
  });
});

describe('a ring of servers that can clear', () => {
  it('lets go everywhere when one of them does', async () => {
    const { home, servers, positions, settle } = triangle(['jellyfin', 'emby', 'jellyfin']);
    servers[0]!.play('Heat', 80 * MINUTE, home.now - HOUR);
    await settle();
    servers[1]!.clear('Heat');
    await settle(8);
    expect(positions()).toEqual([0, 0, 0]);
  });
});

describe('a copy that reaches a one-way source', () => {
  it('does not go over what its target played later', async () => {
    const home = new Household();
    const [attic, cellar, den] = NAMES.map((name) => home.server(name, 'jellyfin'));
    home.film('Heat');
    home.pair('attic', 'cellar');
    home.pair('cellar', 'den', { mode: 'one-way' });
    for (const server of [attic!, cellar!, den!]) {
      server.play('Heat', 20 * MINUTE, home.now - 9 * HOUR);
    }
    await home.run();
    attic!.down = { code: 'unreachable' };
    home.wait(HOUR);
    attic!.play('Heat', 30 * MINUTE);
    home.wait(HOUR);
    den!.play('Heat', 60 * MINUTE);
    await home.run();
    home.wait(HOUR);
    attic!.down = null;
    for (let n = 0; n < 3; n += 1) {
      await home.run();
      home.wait(5 * MINUTE);
    }
    const minutes = [attic!, cellar!, den!].map((one) => one.at('Heat').positionMs / MINUTE);
    expect(minutes).toEqual([30, 30, 60]);
  });
});

describe('two browsers on one pair', () => {
  const kinds: [Kind, Kind][] = [
    ['jellyfin', 'emby'],
    ['plex', 'jellyfin'],
    ['plex', 'plex'],
  ];

  it.each(kinds)('(%s, %s) come to the same positions and do not fight', async (left, right) => {
    const [one, two] = [new Household(), new Household()];
    for (const [name, kind] of [
      ['attic', left],
      ['cellar', right],
    ] as const) {
      two.server(name, kind);
      two.servers.set(name, one.server(name, kind));
    }
    one.film('Heat');
    for (const home of [one, two]) home.pair('attic', 'cellar');
    const [attic, cellar] = [...one.servers.values()];
    const tick = async () => {
      for (const home of [one, two]) {
        one.wait(2 * MINUTE);
        two.now = one.now;
        await home.run();
      }
    };
    attic!.play('Heat', 20 * MINUTE);
    for (let n = 0; n < 3; n += 1) await tick();
    expect(cellar!.at('Heat').positionMs).toBe(20 * MINUTE);
    cellar!.play('Heat', 70 * MINUTE);
    for (let n = 0; n < 3; n += 1) await tick();
    expect(attic!.at('Heat').positionMs).toBe(70 * MINUTE);
    attic!.play('Heat', 5 * MINUTE);
    for (let n = 0; n < 3; n += 1) await tick();
    expect(cellar!.at('Heat').positionMs).toBe(5 * MINUTE);
    const writes = attic!.writes.length + cellar!.writes.length;
    expect(writes).toBeLessThanOrEqual(4);
    for (let n = 0; n < 3; n += 1) await tick();
    expect(attic!.writes.length + cellar!.writes.length).toBe(writes);
  });
});

describe('several pairs around one server', () => {
  function around() {
    const home = new Household();
    const hub = home.server('hub', 'jellyfin');
    const rims = ['a', 'b', 'c', 'd'].map((name) => home.server(name, 'emby'));
    home.film('Heat');
    for (const { name } of rims) home.pair('hub', name);
    const lists: string[] = [];
    for (const server of [hub, ...rims]) {
      server.onRequest = (what) => {
        if (what === 'list') lists.push(server.name);
      };
    }
    return { home, hub, rims, lists };
  }

  it('read its list once in a round', async () => {
    const { home, lists } = around();
    await home.run();
    expect(lists.sort()).toEqual(['a', 'b', 'c', 'd', 'hub']);
  });

  it('see what an earlier pair of the round wrote there', async () => {
    const { home, hub, rims } = around();
    rims[0]!.play('Heat', 40 * MINUTE);
    const summaries = await home.run();
    expect(summaries.map((one) => one.written)).toEqual([1, 1, 1, 1]);
    for (const server of [hub, ...rims]) expect(server.at('Heat').positionMs).toBe(40 * MINUTE);
  });

  it('count a failure of the server once', async () => {
    const { home, hub, lists } = around();
    hub.down = { code: 'unreachable' };
    const summaries = await home.run();
    expect(summaries.map((one) => one.problem?.code)).toEqual(Array(4).fill('unreachable'));
    expect(home.store.serverStateRows.get('hub')?.failures).toBe(1);
    expect(lists.filter((name) => name === 'hub').length).toBeLessThan(2);
  });
});
