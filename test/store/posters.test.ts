import 'fake-indexeddb/auto';
import Dexie from 'dexie';
import { beforeEach, describe, expect, it } from 'vitest';
import { PlayheadDb } from '../../lib/store/db';
import { Memory } from '../../lib/store/memory';
import { keepPoster, keptPoster, POSTER_DAYS, POSTERS_KEPT } from '../../lib/store/posters';

const HOUR = 60 * 60_000;
const DAY = 24 * HOUR;
const NOW = Date.UTC(2026, 10, 1);
let db: PlayheadDb;
let made = 0;

beforeEach(() => {
  db = new PlayheadDb(`posters-${++made}`);
});

const poster = (
  itemId: string,
  at = NOW,
  dataUrl: string | null = 'data:image/png;base64,AA==',
) => ({
  ...{ serverId: 'attic', itemId, at, dataUrl },
});
const kept = async (itemId: string, now: number) =>
  (await keptPoster(db, { serverId: 'attic', itemId }, now))?.dataUrl;

describe('posters', () => {
  it('are kept for 30 days, and that there is none for an hour', async () => {
    await keepPoster(db, poster('heat'));
    await keepPoster(db, poster('ran', NOW, null));
    expect(await kept('heat', NOW + POSTER_DAYS * DAY - 1)).toContain('data:');
    expect(await kept('heat', NOW + POSTER_DAYS * DAY)).toBeUndefined();
    expect(await kept('ran', NOW + HOUR - 1)).toBeNull();
    expect(await kept('ran', NOW + HOUR)).toBeUndefined();
    expect(await kept('dune', NOW)).toBeUndefined();
  });

  it('are no more than 300, and none that is too old', async () => {
    const many = Array.from({ length: POSTERS_KEPT }, (_, n) => poster(`p${n}`, NOW + n));
    await db.posters.bulkPut([poster('old', NOW - POSTER_DAYS * DAY), ...many]);
    await keepPoster(db, poster('last', NOW + POSTERS_KEPT));
    expect(await db.posters.count()).toBe(POSTERS_KEPT);
    const left = (await db.posters.toArray()).map(({ itemId }) => itemId);
    expect(left).toContain('last');
    expect(left).toContain('p1');
    expect(left).not.toContain('old');
    expect(left).not.toContain('p0');
  });

  it('go with their server', async () => {
    await keepPoster(db, poster('heat'));
    await keepPoster(db, { ...poster('heat'), serverId: 'cellar' });
    await new Memory(db).forgetServer('attic');
    expect((await db.posters.toArray()).map(({ serverId }) => serverId)).toEqual(['cellar']);
  });

  it('get their place in a database from before there were any', async () => {
    const older = new Dexie(db.name);
    older.version(2).stores({
      ...{ servers: 'id', activity: 'activityId, at, [pairId+at], [runId+title]' },
      days: '[day+pairId]',
    });
    await older.table('servers').put({ id: 'attic', name: 'Attic' });
    await older.table('activity').put({ activityId: 'a1', at: 1, pairId: 'p1', title: 'Heat' });
    older.close();
    await keepPoster(db, poster('heat'));
    expect(await kept('heat', NOW)).toContain('data:');
    expect(await db.servers.get('attic')).toEqual({ id: 'attic', name: 'Attic' });
    expect(await db.activity.get('a1')).toMatchObject({ title: 'Heat' });
  });
});
