import { type PlexServer, sampleWorld } from '../servers';
import { certificateFor } from '../servers/certificate';
import { type PlexTv, startPlexTv } from '../servers/plex-tv';
import { plexDirect } from '../servers/plex-tv-resources';
import { leaksOf } from '../support/leaks';
import { type Extension, recordGrant } from './extension';
import { test as base, expect } from './fixture';
import { LOOPBACK, MINUTE } from './home';
import { allow, signInWithPlex } from './plex-account';

const world = sampleWorld();
const film = world.movies[0]!;

interface Cloud {
  /** Takes nothing but https, under its name on plex.direct. */
  den: PlexServer;
  /** plex.tv knows no address at which it answers. */
  barn: PlexServer;
  /** Of another household. */
  shed: PlexServer;
  plexTv: PlexTv;
  direct: string;
  trusted: string[];
}

const test = base.extend<{ cloud: Cloud }>({
  cloud: async ({ start }, use) => {
    const serverId = 'a1'.repeat(20);
    const direct = plexDirect({ serverId } as PlexServer, '127.0.0.1');
    const [own, central] = [
      await certificateFor(direct),
      await certificateFor('plex.tv', 'app.plex.tv'),
    ];
    const den = await start({
      kind: 'plex',
      name: 'Den',
      world,
      serverId,
      tls: own,
      options: { httpRequired: true },
    });
    const barn = await start({ kind: 'plex', name: 'Barn', world });
    const shed = await start({ kind: 'plex', name: 'Shed', world });
    const servers = [
      { server: den as PlexServer },
      { server: barn as PlexServer, connections: [{ address: '127.0.0.17', local: true }] },
    ];
    const plexTv = await startPlexTv({
      servers,
      accounts: [{ name: 'mia' }, { name: 'ben' }],
      tls: central,
    });
    const plexes = { den, barn, shed } as Record<'den' | 'barn' | 'shed', PlexServer>;
    await use({ ...plexes, plexTv, direct, trusted: [own.spki, central.spki] });
    await plexTv.stop();
    expect(leaksOf([plexTv])).toEqual([]);
  },
  launch: async ({ cloud: { plexTv, direct, trusted } }, use) => {
    const names = { 'plex.tv': plexTv.port, 'app.plex.tv': plexTv.port, [direct]: null };
    await use({ names, trusted });
  },
});

test.beforeEach(async ({ extension: { context, id } }) => {
  const allowed = ['http://127.0.0.17/*', 'https://plex.tv/*', 'https://*.plex.direct/*'];
  await recordGrant(context, id, LOOPBACK, ...allowed);
});

/** Signs in with Plex as mia; the account's servers are offered then. */
const signIn = async (extension: Extension) => allow(await signInWithPlex(extension), 'mia');

test('a Plex server is found at plex.direct alone, another where the person says, and both are synced', async ({
  extension,
  cloud: { den, barn, shed, direct },
}) => {
  const { page } = extension;
  barn.play(film, 20 * MINUTE);
  await signIn(extension);
  await page.getByRole('button', { name: 'Use Den' }).click();
  await expect(page.getByRole('status')).toHaveText(/“Den”, you are mia/);
  await page.getByRole('button', { name: 'Save' }).click();
  const address = `https://${direct}:${den.port}`;
  await expect(page.getByRole('article', { name: 'Den' })).toContainText(address);
  const kept = await extension.send('exportSettings', { withTokens: true });
  const saved = { name: 'Den', address, token: den.token('mia') };
  expect(kept).toMatchObject({ value: { servers: [saved] } });

  await signIn(extension);
  const useBarn = page.getByRole('button', { name: 'Use Barn' });
  const alert = page.locator('form').getByRole('alert');
  await useBarn.click();
  await expect(alert).toHaveText(/Nothing answers at Barn.*unreachable/);
  const own = page.getByLabel('Address');
  await own.fill('over there');
  await useBarn.click();
  await expect(alert).toHaveText(/not the address of a server.*bad-address/);
  await own.fill(shed.url);
  await useBarn.click();
  await expect(alert).toHaveText(
    `Another server than the chosen one answers at ${shed.url}. The sign-in was not sent there, ` +
      'and nothing was saved. Correct the address, or leave it empty. wrong-server',
  );
  expect(shed.log.map(({ path }) => path)).toEqual(['/identity']);
  expect(JSON.stringify(shed.log)).not.toMatch(/x-plex-token/i);
  await own.fill(barn.url);
  await useBarn.click();
  await expect(page.getByRole('status')).toHaveText(/“Barn”, you are mia/);
  await page.getByRole('button', { name: 'Save' }).click();
  const card = page.getByRole('article', { name: 'Barn' });
  await expect(card).toContainText(barn.url);

  await page.getByRole('link', { name: 'Make a pair' }).click();
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('button', { name: 'Preview' }).click();
  await page.getByRole('button', { name: 'Copy 1 position' }).click();
  await expect.poll(() => den.state(film).positionMs).toBe(20 * MINUTE);

  // What was typed is known when the sign-in is renewed.
  barn.revokeToken();
  await extension.sync();
  await page.getByRole('link', { name: 'Servers' }).click();
  const opened = extension.context.waitForEvent('page');
  await card.getByRole('button', { name: 'Sign in again' }).click();
  await allow(await opened, 'mia');
  await useBarn.click();
  await expect(page.getByRole('status')).toHaveText(/“Barn”, you are mia/);
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(card).toContainText(barn.url);
  barn.play(film, 40 * MINUTE);
  await extension.stopWorker();
  await extension.sync();
  await expect(card).toContainText('Connected');
  expect(den.state(film).positionMs).toBe(40 * MINUTE);
});
