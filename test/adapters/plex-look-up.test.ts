import { expect, it } from 'vitest';
import { bigWorld } from '../servers/index';
import { bench } from './bench';
import { problemFrom } from './probe';

const isFollowing = ({ path, query }: { path: string; query: URLSearchParams }) =>
  path.startsWith('/library/metadata/') && Number(query.get('X-Plex-Container-Start')) > 0;

it('that finds nothing on its second page has not found that titles are gone', async () => {
  const world = bigWorld(12, { shows: 0 });
  const { sim, server } = await bench('plex', { world, options: { forcePageSize: 5 } });
  const ids = world.movies.flatMap((film) => sim.itemIds(film));
  expect((await server.lookUp(ids)).rows.size).toBe(12);
  const fault = sim.fault({ when: isFollowing, status: 404 });
  const { code, params } = await problemFrom(server.lookUp(ids));
  expect([code, params?.field]).toEqual(['list-incomplete', 'totalSize']);
  expect(fault.hits).toBeGreaterThan(0);
});

it('of titles that are all gone is answered "not found", and that is an answer', async () => {
  const { server } = await bench('plex');
  const { rows, badRows } = await server.lookUp(['99998', '99999']);
  expect([rows.size, badRows.size]).toEqual([0, 0]);
});
