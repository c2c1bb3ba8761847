import 'fake-indexeddb/auto';
import Dexie from 'dexie';
import { describe, expect, it, vi } from 'vitest';
import { type ProblemCode, problemOf } from '../../lib/model/problem';
import { PlayheadDb } from '../../lib/store/db';
import { dropUnread } from '../../lib/store/drop-unread';
import { memoryFailure } from '../../lib/store/failure';
import { memoryNote } from '../../lib/store/memory-note';
import { OPTIONS_KEY } from '../../lib/store/meta';
import { TABLE_NAMES } from '../../lib/store/tables';
import { fill } from './filled';
import { look, track } from './rows';

let made = 0;
const newName = () => `failing-${++made}`;
const codeOf = (work: Promise<unknown>): Promise<ProblemCode | null> =>
  work.then(
    () => null,
    (thrown) => problemOf(thrown).code,
  );
const failed = (name: string, inner?: unknown) => Object.assign(new Error(name), { name, inner });

describe('a database that fails', () => {
  it.each<[string, unknown, boolean, ProblemCode]>([
    ['a full disk', failed('QuotaExceededError'), false, 'memory-full'],
    [
      'a full disk at the end',
      failed('AbortError', failed('QuotaExceededError')),
      false,
      'memory-full',
    ],
    [
      'a full disk at the start',
      failed('OpenFailedError', failed('QuotaExceededError')),
      true,
      'memory-full',
    ],
    ['a later version', failed('VersionError'), true, 'memory-newer'],
    ['no database at all', failed('MissingAPIError'), true, 'memory-refused'],
    [
      'a private window',
      failed('DatabaseClosedError', failed('InvalidStateError')),
      false,
      'memory-refused',
    ],
    [
      'a broken file',
      failed('DatabaseClosedError', failed('UnknownError')),
      false,
      'memory-damaged',
    ],
    ['a broken block', failed('UnknownError'), false, 'memory-damaged'],
    ['a page that closes', failed('DatabaseClosedError'), false, 'interrupted'],
    ['a mistake of ours', failed('TypeError'), false, 'unexpected'],
    ['a key that is none', failed('DataError'), false, 'unexpected'],
  ])('says of %s what it is', (_, thrown, opening, code) => {
    expect(problemOf(memoryFailure(thrown, opening)).code).toBe(code);
  });

  it('is left as it is by an earlier version', async () => {
    const name = newName();
    const later = new Dexie(name);
    later.version(99).stores({ servers: 'id', shelves: 'id' });
    await later.table('servers').put({ id: 'attic' });
    later.close();
    const db = new PlayheadDb(name);
    for (const ask of [db.ready(), db.list('servers'), db.commit({ drops: { servers: [{}] } })]) {
      expect(await codeOf(ask)).toBe('memory-newer');
    }
    await later.open();
    expect(later.verno).toBe(99);
    expect(await later.table('servers').count()).toBe(1);
    expect(later.tables.map((one) => one.name).sort()).toEqual(['servers', 'shelves']);
    later.close();
  });

  it('says so at once while another page keeps it from its new version, and goes on after', async () => {
    const name = newName();
    const first = await opened(name, 10);
    const db = new PlayheadDb(name);
    expect(await codeOf(db.list('servers'))).toBe('memory-blocked');
    expect(await codeOf(db.ready())).toBe('memory-blocked');
    first.close();
    await vi.waitFor(async () => expect(await codeOf(db.ready())).toBeNull());
    expect(await db.list('servers')).toEqual([]);
    db.close();
  });

  it('is not there where the browser gives none', async () => {
    vi.stubGlobal('indexedDB', undefined);
    expect(await codeOf(new PlayheadDb(newName()).list('servers'))).toBe('memory-refused');
    vi.unstubAllGlobals();
  });

  it('is tried anew by the next who asks', async () => {
    const db = new PlayheadDb(newName());
    const open = vi.spyOn(indexedDB, 'open').mockImplementation(() => {
      throw failed('UnknownError');
    });
    expect(await codeOf(db.list('servers'))).toBe('memory-damaged');
    open.mockRestore();
    expect(await codeOf(db.list('servers'))).toBeNull();
    await db.replace();
    expect(await db.list('servers')).toEqual([]);
    db.close();
  });
});

describe('a row that cannot be read', () => {
  it('costs itself, in every table', async () => {
    const db = new PlayheadDb(newName());
    await fill(db);
    await db.meta.put({ key: OPTIONS_KEY, value: { intervalMinutes: 'often' } });
    for (const table of TABLE_NAMES) {
      if (table === 'meta') continue;
      const [row] = await db.table(table).toArray();
      const whole = (await db.list(table)).length;
      const { keyPath } = db.table(table).schema.primKey;
      const kept = Object.fromEntries([keyPath].flat().map((column) => [column, row[column!]]));
      await db.table(table).put({ ...kept, damaged: true });
      expect([table, (await db.list(table)).length]).toEqual([table, whole - 1]);
      const key = Object.values(kept);
      expect(await db.get(table, (key.length === 1 ? key[0] : key) as string)).toBeUndefined();
    }
    expect(await db.get('meta', OPTIONS_KEY)).toBeUndefined();
    const unread = db.takeUnread();
    expect(unread.length).toBe(TABLE_NAMES.length);
    await dropUnread(db, unread, 5);
    expect(await db.servers.count()).toBe(1);
    // Catalogue, its pages and shards, episodes, posters and days are made again by themselves.
    expect(await memoryNote(db)).toEqual({ is: 'unread', count: TABLE_NAMES.length - 6, at: 5 });
    db.close();
  });

  it('is none also where the disk does not give it back', async () => {
    const db = new PlayheadDb(newName());
    await db.commit({ puts: { tracks: ['heat', 'dune', 'ran'].map((key) => track(key)) } });
    db.tracks.hook('reading', (row) => {
      if (row.key === 'dune') throw failed('DataError');
      return row;
    });
    const keys = async () => (await db.list('tracks')).map(({ key }) => key);
    expect(await keys()).toEqual(['heat', 'ran']);
    expect(await db.get('tracks', ['p1', 'dune'])).toBeUndefined();
    await db.atomic(['tracks', 'looks'], async (inside) => {
      expect((await inside.list('tracks')).length).toBe(2);
      await inside.commit({ puts: { looks: [look('1')] } });
    });
    expect(await db.looks.count()).toBe(1);
    expect(db.takeUnread()).toEqual([{ table: 'tracks', key: ['p1', 'dune'] }]);
    expect(db.takeUnread()).toEqual([]);
    db.close();
  });
});

/** A page that holds a database of that version, and does not let go of it when it is asked to. */
const opened = (name: string, version: number) =>
  new Promise<IDBDatabase>((done, fail) => {
    const request = indexedDB.open(name, version);
    request.onupgradeneeded = () => request.result.createObjectStore('servers', { keyPath: 'id' });
    request.onsuccess = () => done(request.result);
    request.onerror = () => fail(request.error);
  });
