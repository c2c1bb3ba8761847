import 'fake-indexeddb/auto';
import { describe, expect, it } from 'vitest';
import { ProblemError } from '../../lib/model/problem';
import { freshPairState } from '../../lib/plan/pair-state';
import { PlayheadDb } from '../../lib/store/db';
import { Memory } from '../../lib/store/memory';
import { SettingsWriter } from '../../lib/store/settings';
import { parseSettingsFile, settingsFile } from '../../lib/store/settings-file';

const attic = {
  id: 'attic',
  kind: 'jellyfin',
  name: 'Attic',
  address: 'http://192.168.1.20:8096',
  token: 'secret-token',
  userId: 'abc',
  userName: 'mia',
  libraries: null,
};
const den = {
  ...attic,
  id: 'den',
  kind: 'plex',
  name: 'Den',
  address: 'http://192.168.1.21:32400',
};
const pair = { id: 'p1', source: 'attic', target: 'den', mode: 'two-way', enabled: true };
const file = {
  format: 'playhead-settings',
  version: 1,
  servers: [attic, den],
  pairs: [pair],
  options: { oneWayRemoveMode: 'mirror', intervalMinutes: 10, tombstoneDays: 7 },
};

function problemIn(changed: unknown): unknown {
  try {
    parseSettingsFile(changed);
  } catch (thrown) {
    return thrown instanceof ProblemError ? thrown.problem : thrown;
  }
  return null;
}

describe('a settings file', () => {
  it('fills in what a pair leaves out', () => {
    const [read] = parseSettingsFile(file).pairs;
    expect(read).toMatchObject({
      addUpdate: true,
      remove: true,
      rewatch: false,
      guardrails: { minimumSeconds: 5, deltaSeconds: 30, maximumPercent: 80 },
    });
  });

  it('may leave out the token and everything after it', () => {
    const { token: _, userId: __, userName: ___, libraries: ____, ...bare } = attic;
    const [read] = parseSettingsFile({ ...file, servers: [bare, den] }).servers;
    expect(read).toMatchObject({ token: null, userId: null, userName: null, libraries: null });
  });

  it('takes the address of a web client for that of its server, as the pages do', () => {
    const pasted = { ...attic, address: 'http://192.168.1.20:8096/web/index.html#/home' };
    const [read] = parseSettingsFile({ ...file, servers: [pasted, den] }).servers;
    expect(read!.address).toBe(attic.address);
  });

  it('takes an address with a trailing slash', () => {
    const slashed = { ...attic, address: 'http://192.168.1.20:8096/media/' };
    const [read] = parseSettingsFile({ ...file, servers: [slashed, den] }).servers;
    expect(read!.address).toBe('http://192.168.1.20:8096/media');
  });

  it.each([
    ['an unknown field at the top', { ...file, colour: 'red' }, 'colour'],
    [
      'an unknown field of a server',
      { ...file, servers: [{ ...attic, tokn: 'x' }, den] },
      'servers.0.tokn',
    ],
    [
      'an unknown field of the guardrails',
      { ...file, pairs: [{ ...pair, guardrails: { minimum: 3 } }] },
      'pairs.0.guardrails.minimum',
    ],
    ['an unknown option', { ...file, options: { speed: 1 } }, 'options.speed'],
    ['a wrong mode', { ...file, pairs: [{ ...pair, mode: 'both' }] }, 'pairs.0.mode'],
    ['a missing list', { ...file, pairs: undefined }, 'pairs'],
    ['another format', { ...file, format: 'other' }, 'format'],
    [
      'a token that no header can carry',
      { ...file, servers: [{ ...attic, token: 'a\nb' }, den] },
      'servers.0.token',
    ],
    [
      'an empty choice of libraries',
      { ...file, servers: [{ ...attic, libraries: [] }, den] },
      'servers.0.libraries',
    ],
    ['two servers of one id', { ...file, servers: [attic, attic, den] }, 'servers.1.id'],
    [
      'a pair of a server that is not there',
      { ...file, pairs: [{ ...pair, target: 'x' }] },
      'pairs.p1.target',
    ],
    ['no file at all', null, 'file'],
  ])('is refused with the name of %s', (_what, changed, field) => {
    expect(problemIn(changed)).toEqual({ code: 'settings-invalid', params: { field } });
  });

  it.each([
    ['deltaSeconds', 0, '≥ 3'],
    ['deltaSeconds', 2.9, '≥ 3'],
    ['minimumSeconds', -1, '≥ 0'],
    ['maximumPercent', 0.5, '≥ 1'],
    ['maximumPercent', 101, '≤ 100'],
  ])('is refused with what a limit has to be (%s: %d)', (name, value, bound) => {
    const changed = { ...file, pairs: [{ ...pair, guardrails: { [name]: value } }] };
    const params = { field: `pairs.0.guardrails.${name}`, bound };
    expect(problemIn(changed)).toEqual({ code: 'settings-invalid', params });
  });

  it('may set the least difference that counts', () => {
    const changed = { ...file, pairs: [{ ...pair, guardrails: { deltaSeconds: 3 } }] };
    expect(parseSettingsFile(changed).pairs[0]!.guardrails.deltaSeconds).toBe(3);
  });

  it('of a later version is refused as that', () => {
    expect(problemIn({ ...file, version: 2 })).toMatchObject({ code: 'settings-version' });
  });

  it.each(['ftp://x', 'nonsense', 'http://user:pw@host'])('refuses the address %s', (address) => {
    const changed = { ...file, servers: [{ ...attic, address }, den] };
    expect(problemIn(changed)).toMatchObject({ code: 'bad-address' });
  });

  it('refuses a pair of one server with itself, and of one user with himself', () => {
    const same = { ...file, pairs: [{ ...pair, target: 'attic' }] };
    expect(problemIn(same)).toMatchObject({ code: 'same-server' });
    const twin = { ...attic, id: 'twin' };
    const sameUser = {
      ...file,
      servers: [attic, twin],
      pairs: [{ ...pair, target: 'twin' }],
    };
    expect(problemIn(sameUser)).toMatchObject({ code: 'same-server' });
  });

  it('goes out without tokens unless they are asked for', () => {
    const settings = parseSettingsFile(file);
    expect(JSON.stringify(settingsFile(settings, false))).not.toContain('secret-token');
    expect(parseSettingsFile(settingsFile(settings, true))).toEqual(settings);
  });
});

describe('importing', () => {
  const fresh = () => {
    const db = new PlayheadDb(`settings-${Math.random()}`);
    return { writer: new SettingsWriter(db), store: new Memory(db) };
  };

  it('takes an enabled pair as consent, and a disabled one not', async () => {
    const { writer, store } = fresh();
    const off = { ...pair, id: 'p2', source: 'den', target: 'attic', enabled: false };
    await writer.importFile({ ...file, pairs: [off] }, freshPairState);
    expect((await store.pairState('p2'))?.consent ?? 'none').toBe('none');
    await writer.importFile({ ...file, pairs: [{ ...off, enabled: true }] }, freshPairState);
    expect((await store.pairState('p2'))?.consent).toBe('given');
  });

  it('changes nothing when anything in the file is wrong', async () => {
    const { writer, store } = fresh();
    const wrong = { ...file, pairs: [{ ...pair, mode: 'both' }] };
    await expect(writer.importFile(wrong, freshPairState)).rejects.toThrow('settings-invalid');
    expect((await store.settings()).servers).toEqual([]);
  });

  it('keeps the stored token of a server whose file has none', async () => {
    const { writer, store } = fresh();
    await writer.importFile(file, freshPairState);
    const { token: _, ...bare } = attic;
    await writer.importFile({ ...file, servers: [bare, den] }, freshPairState);
    const { servers } = await store.settings();
    expect(servers.find((one) => one.id === 'attic')!.token).toBe('secret-token');
  });

  it('never carries a token over to another address', async () => {
    const { writer, store } = fresh();
    await writer.importFile(file, freshPairState);
    const { token: _, ...bare } = { ...attic, address: 'http://192.168.1.99:8096' };
    await writer.importFile({ ...file, servers: [bare, den] }, freshPairState);
    const { servers } = await store.settings();
    expect(servers.find((one) => one.id === 'attic')!.token).toBeNull();
  });

  it('refuses a second pair of the same two servers', async () => {
    const { writer } = fresh();
    await writer.importFile(file, freshPairState);
    const twin = { ...file, pairs: [{ ...pair, id: 'p2', source: 'den', target: 'attic' }] };
    await expect(writer.importFile(twin, freshPairState)).rejects.toThrow('duplicate-pair');
  });

  it('forgets what was known of a server whose user changes', async () => {
    const { writer, store } = fresh();
    await writer.importFile(file, freshPairState);
    const token = 'movie:imdb:tt1';
    const row = { serverId: 'attic', itemId: '1', kind: 'movie' as const, libraryId: null };
    await store.catalogueBegin('attic', { scope: 'null', mark: 'm', at: 1 });
    await store.catalogueAdd('attic', [{ ...row, ids: { imdb: 'tt1' }, tokens: [token] }], null);
    expect(await store.catalogueFind('attic', [token])).toHaveLength(1);
    await writer.importFile(
      { ...file, servers: [{ ...attic, userId: 'other' }, den] },
      freshPairState,
    );
    expect(await store.catalogueFind('attic', [token])).toEqual([]);
  });

  it('may let two pairs change places', async () => {
    const { writer, store } = fresh();
    const hall = { ...den, id: 'hall', address: 'http://192.168.1.12:32400' };
    const more = { ...file, servers: [attic, den, hall] };
    const two = [pair, { ...pair, id: 'p2', source: 'attic', target: 'hall' }];
    await writer.importFile({ ...more, pairs: two }, freshPairState);
    const swapped = two.map((one, index) => ({ ...two[1 - index]!, id: one.id }));
    await writer.importFile({ ...more, pairs: swapped }, freshPairState);
    expect((await store.settings()).pairs).toMatchObject(swapped);
  });
});
