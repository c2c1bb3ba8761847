import { type PlexServer, type SimServer, sampleWorld } from '../servers';
import { certificateFor } from '../servers/certificate';
import { type PlexTv, startPlexTv } from '../servers/plex-tv';
import { plexDirect } from '../servers/plex-tv-resources';
import { leaksOf } from '../support/leaks';
import { type Extension, recordGrant } from './extension';
import { test as base, expect } from './fixture';
import { LOOPBACK, MINUTE, moveIn, settingsFor } from './home';
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
  attic: SimServer;
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
    const attic = await start({ kind: 'jellyfin', name: 'Attic', world });
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
    await use({ ...plexes, attic, plexTv, direct, trusted: [own.spki, central.spki] });
    await plexTv.stop();
    expect(leaksOf([plexTv])).toEqual([]);
  },
  launch: async ({ cloud: { plexTv, direct, trusted } }, use) => {
    const names = { 'plex.tv': plexTv.port, 'app.plex.tv': plexTv.port, [direct]: null };
    await use({ names, trusted });
  },
});

test.beforeEach(async ({ extension, cloud: { attic } }) => {
  const allowed = ['http://127.0.0.17/*', 'https://plex.tv/*', 'https://*.plex.direct/*'];
  await recordGrant(extension.context, extension.id, LOOPBACK, ...allowed);
  await moveIn(extension, { ...settingsFor({ attic }), pairs: [] });
});

/** Makes a pair of the two servers through the pages, and starts it after its preview. */
async function pairAndStart({ page }: Extension): Promise<void> {
  await page.getByRole('link', { name: 'Make a pair' }).click();
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('button', { name: 'Preview' }).click();
  await page.getByRole('button', { name: 'Start syncing' }).first().click();
}

test('a Plex server that is reached at plex.direct only is found there, kept and synced', async ({
  extension,
  cloud: { den, attic, direct },
}) => {
  const { page } = extension;
  attic.play(film, 20 * MINUTE);
  await allow(await signInWithPlex(extension), 'mia');
  await page.getByRole('button', { name: 'Use Den' }).click();
  await expect(page.getByRole('status')).toHaveText(/“Den”, you are mia/);
  await page.getByRole('button', { name: 'Save' }).click();
  const address = `https://${direct}:${den.port}`;
  await expect(page.getByRole('article', { name: 'Den' })).toContainText(address);
  await pairAndStart(extension);
  await expect.poll(() => den.state(film).positionMs).toBe(20 * MINUTE);

  await extension.stopWorker();
  attic.play(film, 40 * MINUTE);
  const popup = await extension.open('popup');
  await popup.getByRole('button', { name: 'Sync now' }).click();
  await expect.poll(() => den.state(film).positionMs).toBe(40 * MINUTE);
  await expect(popup.getByRole('status')).toHaveText('In step');
  const stored = await extension.send('exportSettings', { withTokens: true });
  const kept = { name: 'Den', address, token: den.token('mia') };
  expect(stored).toMatchObject({ value: { servers: [{ id: 'attic' }, kept] } });
});

test('a Plex server that plex.tv cannot find is reached where the person says, and nowhere else', async ({
  extension,
  cloud: { barn, shed, attic },
}) => {
  const { page } = extension;
  attic.play(film, 20 * MINUTE);
  await allow(await signInWithPlex(extension), 'mia');
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
    `Another server than the chosen one answers at ${shed.url}. The sign-in was not sent there, and nothing was saved. Correct the address, or leave it empty. wrong-server`,
  );
  expect(shed.log.map(({ path }) => path)).toEqual(['/identity']);
  expect(JSON.stringify(shed.log)).not.toMatch(/x-plex-token/i);

  await own.fill(barn.url);
  await useBarn.click();
  await expect(page.getByRole('status')).toHaveText(/“Barn”, you are mia/);
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('article', { name: 'Barn' })).toContainText(barn.url);
  await pairAndStart(extension);
  await expect.poll(() => barn.state(film).positionMs).toBe(20 * MINUTE);

  barn.revokeToken();
  await extension.sync();
  await page.getByRole('link', { name: 'Servers' }).click();
  const card = page.getByRole('article', { name: 'Barn' });
  const opened = extension.context.waitForEvent('page');
  await card.getByRole('button', { name: 'Sign in again' }).click();
  await allow(await opened, 'mia');
  await useBarn.click();
  await expect(page.getByRole('status')).toHaveText(/“Barn”, you are mia/);
  await page.getByRole('button', { name: 'Save' }).click();
  await extension.sync();
  await expect(card).toContainText('Connected');
});
