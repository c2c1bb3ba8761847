import { describe, expect, it } from 'vitest';
import { bigWorld } from '../servers/index';
import { type Bench, findAll, listProblem } from './bench';
import { MINUTE, type Product, type Start } from './contract-product';

type Json = Record<string, unknown>;

/** Changes the total of every list that an answer holds. */
function counting(json: unknown, change: (total: number) => number): unknown {
  const text = JSON.stringify(json, (key, value: unknown) =>
    /^(TotalRecordCount|totalSize)$/.test(key) ? change(value as number) : value,
  );
  return JSON.parse(text);
}

/** Keeps the counts of a list and hides its rows, as for a user who may see none of them. */
function hiding(json: unknown): unknown {
  const { MediaContainer, ...rest } = json as Json & { MediaContainer?: Json };
  if (!MediaContainer) return { ...rest, Items: [], TotalRecordCount: 2 };
  const { Metadata: _, ...counts } = MediaContainer;
  return { MediaContainer: { ...counts, size: 0, totalSize: 2 } };
}

const isList = ({ path }: { path: string }) => /\/(Items|Resume|all)$/.test(path);

export function totalsContract({ kind }: Product, start: Start): void {
  describe('a list whose total does not fit its rows', () => {
    /** Three films in progress, all in one library. */
    async function three(): Promise<Bench> {
      const at = await start({ libraries: [{ name: 'Films', holds: 'movie' }] });
      for (const name of ['Alien', 'Inception', 'Casablanca']) {
        at.sim.play(at.world.find(name), 30 * MINUTE);
      }
      return at;
    }

    it.each([
      ['one less', -1],
      ['one more', 1],
    ])('every time, %s: the rows count, with a note', async (_name, off) => {
      const at = await three();
      at.sim.fault({
        when: isList,
        transform: (json) => counting(json, (total) => total + off),
      });
      const { rows, unread, oddTotal } = await at.server.inProgress(null, at.known);
      expect(rows).toHaveLength(3);
      expect(unread).toEqual([]);
      // A Jellyfin counts rows that this user may not see: more is no oddity there.
      const hides = kind === 'jellyfin' && off > 0;
      if (!hides) expect(Math.sign(oddTotal!.said - oddTotal!.got)).toBe(off);
    });

    it('once: it is read again, and nothing is said', async () => {
      const at = await three();
      await at.server.inProgress(null, at.known);
      const lists = at.requests().length;
      at.sim.fault({ when: isList, times: 1, transform: (json) => counting(json, (n) => n - 1) });
      const listing = await at.server.inProgress(null, at.known);
      expect(listing.rows).toHaveLength(3);
      expect(listing.oddTotal).toBeUndefined();
      expect(at.requests()).toHaveLength(lists + 1);
    });

    it('and says something else each time is not believed', async () => {
      const at = await three();
      let off = 0;
      at.sim.fault({
        when: isList,
        transform: (json) => {
          off += 1;
          return counting(json, (total) => total - (off % 3) - 1);
        },
      });
      const { code, params } = await listProblem(at);
      expect([code, params?.field]).toEqual([
        'list-incomplete',
        kind === 'plex' ? 'totalSize' : 'TotalRecordCount',
      ]);
    });

    it('and has no rows, every time: nothing can be seen, with a note', async () => {
      const at = await three();
      at.sim.fault({ when: isList, transform: hiding });
      const { rows, unread, oddTotal } = await at.server.inProgress(null, at.known);
      expect([rows, unread]).toEqual([[], []]);
      expect(oddTotal).toMatchObject({ got: 0 });
    });

    it('and has no rows once is read again', async () => {
      const at = await three();
      at.sim.fault({ when: isList, times: 1, transform: hiding });
      const listing = await at.server.inProgress(null, at.known);
      expect(listing.rows).toHaveLength(3);
      expect(listing.oddTotal).toBeUndefined();
    });
  });

  describe('a total that says less than there is', () => {
    it.each([
      ['by one', -1],
      ['by a page', -1000],
    ])('%s hides nothing behind a full page', async (_name, off) => {
      const at = await start({ world: bigWorld(2100, { shows: 0 }) });
      at.sim.fault({ when: isList, transform: (json) => counting(json, (total) => total + off) });
      expect(await findAll(at)).toHaveLength(2100);
    });
  });
}
