import { describe, expect, it } from 'vitest';
import type { EmbyServer, JellyfinServer } from '../servers';
import { HOUR, MINUTE, overHttp } from './homes';

const AGO = 90 * MINUTE;
const TRIED = [
  { kind: 'emby', version: '4.8.11.0' },
  { kind: 'emby', version: '4.9.1.0' },
  { kind: 'jellyfin', version: '10.9.11' },
  { kind: 'jellyfin', version: '10.10.7' },
  { kind: 'jellyfin', version: '10.11.11' },
  { kind: 'jellyfin', version: '12.0.0' },
] as const;

const users = [
  { name: 'mia', admin: true },
  { name: 'ben', admin: false },
];

/** Attic and cellar agree, ben is read on the cellar by an API key, and the attic has moved on. */
async function byKey({ kind, version }: (typeof TRIED)[number]) {
  const made = await overHttp('plex', kind, { right: { version, users } });
  const cellar = made.cellar as EmbyServer | JellyfinServer;
  const { home, attic, film } = made;
  const settings = home.store.kept.servers[1]!;
  Object.assign(settings, {
    token: cellar.apiKey(),
    userId: cellar.userId('ben'),
    userName: 'ben',
  });
  attic.play(film, 20 * MINUTE, { at: Date.now() - AGO });
  expect(await home.run()).toMatchObject({ outcome: 'done', written: 1 });
  attic.play(film, 50 * MINUTE);
  cellar.clearLog();
  const at = () => cellar.state(film, { user: 'ben' }).positionMs / MINUTE;
  const asked = () => cellar.log.map(({ method, path }) => `${method} ${path}`);
  return { ...made, cellar, settings, at, asked };
}

const isUser = (line: string): boolean => /^GET \/Users\/[^/]+$/.test(line);
const isState = (line: string): boolean => /Items|Resume|UserData/.test(line);

describe.each(TRIED)('a user of $kind $version who is read by an API key', (product) => {
  it('and was disabled is neither read nor written in the next run', async () => {
    const { home, cellar, at, asked } = await byKey(product);
    cellar.setUserDisabled('ben', true);
    for (let n = 0; n < 2; n += 1) {
      expect(await home.run()).toMatchObject({
        outcome: 'needs-you',
        written: 0,
        problem: { code: 'user-disabled', serverId: 'cellar' },
      });
    }
    expect(asked().filter(isState)).toEqual([]);
    expect(at()).toBe(20);
    cellar.setUserDisabled('ben', false);
    expect(await home.run()).toMatchObject({ outcome: 'done', written: 1 });
    expect(at()).toBe(50);
  });

  it('and may play nothing any more is neither read nor written', async () => {
    const { home, cellar, at, asked } = await byKey(product);
    cellar.setMayPlay('ben', false);
    expect(await home.run()).toMatchObject({
      outcome: 'needs-you',
      problem: { code: 'may-not-watch', serverId: 'cellar' },
    });
    expect(asked().filter(isState)).toEqual([]);
    expect(at()).toBe(20);
  });

  it('and was deleted needs you at the first run', async () => {
    const { home, attic, cellar, film, asked } = await byKey(product);
    cellar.people.remove(cellar.people.named('ben'));
    expect(await home.run()).toMatchObject({
      outcome: 'needs-you',
      written: 0,
      cleared: 0,
      problem: { code: 'user-gone', serverId: 'cellar' },
    });
    expect(asked().filter(isState)).toEqual([]);
    expect(attic.state(film).positionMs).toBe(50 * MINUTE);
  });

  it('costs one request more in a run, and one who signed in costs none', async () => {
    const { home, cellar, settings, asked } = await byKey(product);
    await home.run();
    expect(asked().filter(isUser)).toHaveLength(1);
    const token = cellar.token('ben');
    Object.assign(settings, { token });
    home.ahead += 25 * HOUR;
    await home.run();
    cellar.clearLog();
    home.ahead += 5 * MINUTE;
    expect(await home.run()).toMatchObject({ outcome: 'done' });
    expect(asked().filter(isUser)).toEqual([]);
  });
});
