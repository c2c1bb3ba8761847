import type { Household } from '../support/household';

/** Is this what the product calls the film, whatever number it puts behind it? */
export const isCalled = (title: string, film: string): boolean =>
  title === film || title.startsWith(`${film} `);

/** Puts films on all servers; the second of two is an episode, known by its show and number alone. */
export function shelve([film, episode]: readonly string[], home: Household): void {
  home.film(film!);
  if (!episode) return;
  for (const server of home.servers.values()) {
    const show = { itemId: `${server.name}-show`, ids: { tvdb: 'show' } };
    const numbers = { season: 1, episode: 1, episodeTitle: 'Episode 1' };
    server.add({ title: episode, ids: {} }, { kind: 'episode', show, ...numbers });
  }
}
