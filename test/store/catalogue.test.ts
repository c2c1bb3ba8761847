import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it } from 'vitest';
import type { CatalogueRow } from '../../lib/model/records';
import { PlayheadDb } from '../../lib/store/db';
import { MapStore } from '../../lib/store/map-store';
import { Memory } from '../../lib/store/memory';
import type { Store } from '../../lib/store/port';
import { ScratchStore } from '../../lib/store/scratch';
import { SHARDS, shardOf } from '../../lib/store/shards';

let made = 0;
const STORES: [string, () => Store][] = [
  ['IndexedDB', () => new PlayheadDb(`catalogue-${++made}`)],
  ['memory', () => new MapStore()],
  ['what a preview reads', () => new ScratchStore(new MapStore())],
];
const reading = { scope: 'null', mark: 'm1', at: 1 };

const film = (itemId: string, ids: Record<string, string>, serverId = 'attic'): CatalogueRow => ({
  ...{ serverId, itemId, kind: 'movie', ids, libraryId: null },
  tokens: Object.entries(ids).map(([source, id]) => `movie:${source}:${id}`),
});
const heat = film('1', { imdb: 'tt1', tmdb: '949' });
const ran = film('2', { imdb: 'tt2' });
const dune = film('3', { tmdb: '1' });

describe.each(STORES)('the catalogue in %s', (_name, make) => {
  let memory: Memory;
  beforeEach(() => {
    memory = new Memory(make());
  });
  const whole = async (...rows: CatalogueRow[]) => {
    await memory.catalogueBegin('attic', reading);
    await memory.catalogueAdd('attic', rows, null);
  };
  const found = async (...tokens: string[]) =>
    (await memory.catalogueFind('attic', tokens)).map(({ itemId }) => itemId).sort();

  it('finds a title once by any of its ids, as it was put, on one server only', async () => {
    await whole(heat, ran);
    await memory.catalogueBegin('cellar', reading);
    await memory.catalogueAdd('cellar', [film('9', { imdb: 'tt1' }, 'cellar')], null);
    expect(await memory.catalogueFind('attic', ['movie:imdb:tt1'])).toEqual([heat]);
    expect(await found('movie:tmdb:949', 'movie:imdb:tt1')).toEqual(['1']);
    expect(await found('movie:imdb:tt2', 'movie:imdb:tt1', 'movie:imdb:tt3')).toEqual(['1', '2']);
    expect(await found('movie:imdb:tt', 'show:imdb:tt1', 'movie:tmdb:1')).toEqual([]);
    expect(await found()).toEqual([]);
  });

  it('finds all titles of one id, and tells an id from an item that is called the same', async () => {
    const odd = film('tmdb:949"\n,', { imdb: 'tt9' });
    const show: CatalogueRow = { ...film('4', {}), kind: 'show', tokens: ['show:tmdb:949'] };
    const number = film('949', { tmdb: '7' });
    await whole(heat, film('5', { tmdb: '949' }), odd, number, { ...show, ids: { tmdb: '949' } });
    expect(await found('movie:tmdb:949')).toEqual(['1', '5']);
    expect(await found('show:tmdb:949')).toEqual(['4']);
    expect(await found('movie:imdb:tt9')).toEqual([odd.itemId]);
  });

  it('is replaced when the new reading is whole, and not before', async () => {
    await whole(heat, ran);
    await memory.catalogueBegin('attic', { ...reading, mark: 'm2' });
    await memory.catalogueAdd('attic', [dune], 'more');
    expect(await found('movie:imdb:tt1', 'movie:tmdb:1')).toEqual(['1']);
    expect((await memory.catalogue('attic'))?.whole?.mark).toBe('m1');
    await memory.catalogueAdd('attic', [ran], null);
    expect(await found('movie:imdb:tt1', 'movie:tmdb:1', 'movie:imdb:tt2')).toEqual(['2', '3']);
    const head = await memory.catalogue('attic');
    expect(head).toMatchObject({ whole: { mark: 'm2', titles: 2 }, underWay: null });
  });

  it('gives nothing of a first reading that is not whole', async () => {
    await memory.catalogueBegin('attic', reading);
    await memory.catalogueAdd('attic', [heat], 'more');
    expect(await found('movie:imdb:tt1')).toEqual([]);
    const underWay = { ...reading, titles: 1, pages: 1, next: 'more' };
    expect(await memory.catalogue('attic')).toMatchObject({ whole: null, underWay });
  });

  it('holds nothing of a reading that was given up for a new one', async () => {
    await memory.catalogueBegin('attic', reading);
    await memory.catalogueAdd('attic', [heat], '1');
    await memory.catalogueAdd('attic', [ran], '2');
    await memory.catalogueBegin('attic', { ...reading, mark: 'm2' });
    await memory.catalogueAdd('attic', [dune], null);
    expect(await found('movie:imdb:tt1', 'movie:imdb:tt2', 'movie:tmdb:1')).toEqual(['3']);
  });

  it('takes no page of a reading that was not begun', async () => {
    await whole(heat);
    await memory.catalogueAdd('attic', [ran], null);
    expect(await found('movie:imdb:tt1', 'movie:imdb:tt2')).toEqual(['1']);
  });

  it('reads no more texts than there are ids', async () => {
    await whole(heat, ran, dune);
    const read: string[] = [];
    const get = memory.store.get.bind(memory.store);
    memory.store.get = (table, key) => {
      read.push(table);
      return get(table, key);
    };
    await memory.catalogueFind('attic', heat.tokens);
    expect(read).toEqual(['catalogueShards', 'catalogueShards']);
  });
});

it('goes with its server', async () => {
  const memory = new Memory(new MapStore());
  await memory.catalogueBegin('attic', reading);
  await memory.catalogueAdd('attic', [heat], null);
  await memory.catalogueBegin('attic', reading);
  await memory.catalogueAdd('attic', [heat], 'more');
  await memory.forgetServer('attic');
  expect(await memory.catalogue('attic')).toBeUndefined();
  for (const table of ['catalogues', 'cataloguePages', 'catalogueShards'] as const) {
    expect(await memory.store.count(table)).toBe(0);
  }
});

describe('the shard of an id', () => {
  it('is the same in every version', () => {
    expect([shardOf('movie:imdb:tt0113277'), shardOf('show:tvdb:81189')]).toEqual([420, 405]);
  });

  it('leaves no shard with much more than its share', () => {
    const sizes = Array.from({ length: SHARDS }, () => 0);
    for (let id = 0; id < 50_000; id += 1) sizes[shardOf(`movie:tmdb:${id}`)]! += 1;
    expect(Math.max(...sizes)).toBeLessThan((2 * 50_000) / SHARDS);
  });
});
