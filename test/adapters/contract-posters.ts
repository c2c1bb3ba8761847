import { describe, expect, it } from 'vitest';
import { MOST_PICTURE_BYTES } from '../../lib/servers/pictures';
import { posterOf } from '../servers/poster';
import type { Product, Start } from './contract-product';
import { problemFrom } from './probe';

export function posterContract({ kind }: Product, start: Start): void {
  describe('posters', () => {
    const svg = { body: Buffer.from('<svg/>'), headers: { 'Content-Type': 'image/svg+xml' } };
    const ofPictures = kind === 'plex' ? /^\/photo\// : /\/Images\//;

    it('are small pictures, asked for with the token in a header only', async () => {
      const { sim, world, server, requests } = await start();
      const film = world.find('Alien');
      const poster = await server.poster(sim.itemIds(film)[0]!);
      expect(poster?.type).toBe('image/png');
      expect(Buffer.from(poster!.bytes)).toEqual(posterOf(film.key));
      const seen = requests();
      expect(seen).toHaveLength(2);
      for (const { path, query, headers } of seen) {
        expect(`${path}?${query}`).not.toContain(sim.token());
        expect(`${path}?${query}`).not.toMatch(/token|api_?key/i);
        expect(headers['x-plex-token'] ?? headers.authorization).toContain(sim.token());
      }
      expect(seen[1]!.headers.accept).toBe('image/*');
      expect(String(seen[1]!.query)).toMatch(/height=180/i);
    });

    it('are those of the show for an episode', async () => {
      const { sim, world, server } = await start();
      const show = world.find('Breaking Bad');
      const poster = await server.poster(sim.itemIds(show.episodes[0]!)[0]!);
      expect(Buffer.from(poster!.bytes)).toEqual(posterOf(show.key));
    });

    it('may not be there, as the title may not', async () => {
      const { sim, world, server } = await start();
      const film = world.find('Alien');
      sim.posterless.add(film);
      expect(await server.poster(sim.itemIds(film)[0]!)).toBeNull();
      expect(await server.poster(kind === 'jellyfin' ? 'f'.repeat(32) : '404404')).toBeNull();
    });

    it.each([
      ['a web page', { html: true }, 'no-media-server', undefined],
      ['text', { body: 'no picture' }, 'bad-answer', 'Content-Type'],
      ['JSON', { body: {} }, 'bad-answer', 'Content-Type'],
      ['a picture with scripts in it', svg, 'bad-answer', 'Content-Type'],
    ])('are not %s', async (_what, fault, code, field) => {
      const { sim, world, server } = await start();
      sim.fault({ when: ofPictures, ...fault });
      const problem = await problemFrom(server.poster(sim.itemIds(world.find('Alien'))[0]!));
      expect(problem).toMatchObject({ code, serverId: 'attic' });
      expect(problem.params?.field).toBe(field);
    });

    it('are no larger than is small, and no more than that is read', async () => {
      const { sim, world, server } = await start();
      const item = sim.itemIds(world.find('Alien'))[0]!;
      const of = (bytes: number) => ({
        ...{ when: ofPictures, times: 1, headers: { 'Content-Type': 'image/jpeg' } },
        body: Buffer.alloc(bytes, 1),
      });
      sim.fault(of(MOST_PICTURE_BYTES));
      expect((await server.poster(item))?.bytes).toHaveLength(MOST_PICTURE_BYTES);
      const before = server.traffic.bytes;
      sim.fault(of(5 * MOST_PICTURE_BYTES));
      const problem = await problemFrom(server.poster(item));
      expect(problem).toMatchObject({
        code: 'bad-answer',
        params: { field: 'Content-Length' },
      });
      expect(server.traffic.bytes - before).toBeLessThan(MOST_PICTURE_BYTES + 10_000);
    });

    it('are refused by a server that fails', async () => {
      const { sim, world, server } = await start();
      sim.fault({ when: ofPictures, status: 500 });
      const problem = await problemFrom(server.poster(sim.itemIds(world.find('Alien'))[0]!));
      expect(problem.code).toBe('server-error');
    });

    it(`are told ${kind === 'plex' ? 'to nobody' : 'to everybody'} without a token`, async () => {
      const { sim, world, server, requests } = await start();
      await server.poster(sim.itemIds(world.find('Alien'))[0]!);
      const { path, query } = requests().at(-1)!;
      const { status } = await fetch(`${sim.url}${path}?${query}`);
      expect(status).toBe(kind === 'plex' ? 401 : 200);
    });
  });
}
