import { type JellyfinServer, type PlexServer, type SimServer, sampleWorld } from '../servers';
import { certificateFor } from '../servers/certificate';
import { type PlexTv, startPlexTv } from '../servers/plex-tv';
import { leaksOf } from '../support/leaks';
import { recordGrant } from './extension';
import { test as base, expect } from './fixture';
import { LOOPBACK, MINUTE, moveIn, settingsFor, syncOnce } from './home';
import { allow, signInWithPlex } from './plex-account';

const world = sampleWorld();
const film = world.movies[0]!;
const HOME = [{ name: 'mia', admin: true }, { name: 'ben' }, { name: 'kid', pin: '1234' }];

interface Cloud {
  den: PlexServer;
  shed: PlexServer;
  plexTv: PlexTv;
  spki: string;
}

/** A browser for which plex.tv is the simulated one, and plex.direct leads to the den. */
const test = base.extend<{ cloud: Cloud }>({
  cloud: async ({ start }, use) => {
    const { spki, ...tls } = await certificateFor('plex.tv', 'app.plex.tv');
    const den = (await start({ kind: 'plex', name: 'Den', world, users: HOME })) as PlexServer;
    const shed = (await start({ kind: 'plex', name: 'Shed', world, users: HOME })) as PlexServer;
    const accounts = [
      { name: 'mia', home: 'house' },
      { name: 'ben' },
      { name: 'kid', home: 'house', managed: true, pin: '1234' },
    ];
    const servers = [{ server: den }, { server: shed, owner: 'ben' }];
    const plexTv = await startPlexTv({ servers, accounts, tls });
    await use({ den, shed, plexTv, spki });
    await plexTv.stop();
    expect(leaksOf([plexTv])).toEqual([]);
  },
  launch: async ({ cloud: { plexTv, spki } }, use) => {
    const names = { 'plex.tv': plexTv.port, 'app.plex.tv': plexTv.port };
    await use({ names, trusted: [spki] });
  },
});

/** Where the browser will say yes without asking. */
const ALLOWED = [LOOPBACK, 'http://127.0.0.17/*', 'https://plex.tv/*', 'https://*.plex.direct/*'];

test.beforeEach(async ({ extension: { context, id } }) => {
  await recordGrant(context, id, ...ALLOWED);
});

const tokensOf = (...servers: (SimServer | PlexTv)[]): string[] =>
  servers.flatMap((server) =>
    'people' in server ? [...server.people.tokens.keys()] : [...server.accounts.tokens.keys()],
  );

test('a Plex account is signed in, its server found, and nothing of it kept but that', async ({
  extension,
  cloud: { den, plexTv },
}) => {
  const { page } = extension;
  den.play(film, 31 * MINUTE);
  const plex = await signInWithPlex(extension);
  await expect(plex.getByRole('heading')).toHaveText('Sign in');
  await extension.stopWorker();
  await allow(plex, 'mia');
  await page.getByRole('button', { name: 'Use Den' }).click();
  await expect(page.getByRole('status')).toHaveText(/Plex 1\.\S+ “Den”, you are mia/);
  await expect(page.getByRole('region', { name: 'Is this you?' })).toContainText('at 31:00 of');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('as mia')).toBeVisible();

  const stored = await extension.send('exportSettings', { withTokens: true });
  expect(stored).toMatchObject({
    value: { servers: [{ address: den.url, token: den.token('mia'), userId: den.userId('mia') }] },
  });
  const urls = [...den.log, ...plexTv.log].map(({ path, query }) => `${path}?${query}`).join(' ');
  for (const token of tokensOf(den, plexTv)) expect(urls).not.toContain(token);
  const sentToDen = JSON.stringify(den.log.map(({ headers }) => headers));
  for (const token of tokensOf(plexTv)) expect(sentToDen).not.toContain(token);
});

test("a Home user's PIN is asked, and that user's own positions are read", async ({
  extension,
  cloud: { den },
}) => {
  const { page } = extension;
  den.play(film, 12 * MINUTE, { user: 'kid' });
  await allow(await signInWithPlex(extension), 'mia');
  await page.getByRole('radio', { name: 'kid' }).click();
  await page.getByLabel('PIN of kid').fill('0000');
  await page.getByRole('button', { name: 'Continue' }).click();
  await expect(page.getByText(/That PIN is not right.*pin-wrong/)).toBeVisible();
  await page.getByLabel('PIN of kid').fill('1234');
  await page.getByRole('button', { name: 'Continue' }).click();
  await expect(page.getByRole('radio', { name: 'kid' })).toBeChecked();
  await page.getByRole('button', { name: 'Use Den' }).click();
  await expect(page.getByRole('status')).toHaveText(/you are kid/);
  await expect(page.getByRole('region', { name: 'Is this you?' })).toContainText('at 12:00 of');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('as kid')).toBeVisible();
  const stored = await extension.send('exportSettings', { withTokens: true });
  expect(stored).toMatchObject({ value: { servers: [{ token: den.token('kid') }] } });
});

test('a shared server works, a page that was closed goes on, and a sign-in can be stopped', async ({
  extension,
  cloud: { shed },
}) => {
  const { page } = extension;
  await allow(await signInWithPlex(extension), 'mia');
  await expect(page.getByText('shared by ben')).toBeVisible();
  await page.reload();
  await page.getByRole('button', { name: 'Use Shed' }).click();
  await expect(page.getByRole('status')).toHaveText(/“Shed”, you are mia/);
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('as mia')).toBeVisible();
  const stored = await extension.send('exportSettings', { withTokens: true });
  expect(stored).toMatchObject({ value: { servers: [{ token: shed.token('mia') }] } });

  await signInWithPlex(extension);
  await page.getByRole('button', { name: 'Stop signing in' }).click();
  await expect(page.getByRole('button', { name: 'Sign in with Plex' })).toBeEnabled();
  expect(await extension.send('waitingSignIns', {})).toEqual({ ok: true, value: [] });
});

test('a Plex sign-in that expires says so and can be begun again', async ({
  extension,
  cloud: { plexTv },
}) => {
  const { page } = extension;
  await signInWithPlex(extension);
  await expect(page.getByText('Say yes in the Plex tab')).toBeVisible();
  plexTv.expirePins();
  await expect(page.getByText('This sign-in has expired')).toBeVisible();
  const opened = extension.context.waitForEvent('page');
  await page.getByRole('button', { name: 'Sign in with Plex' }).click();
  await allow(await opened, 'mia');
  await expect(page.getByRole('button', { name: 'Use Den' })).toBeVisible();
});

test('a code of Quick Connect signs in, expires, and may be switched off', async ({
  extension,
  start,
}) => {
  const attic = (await start({ kind: 'jellyfin', name: 'Attic', world })) as JellyfinServer;
  attic.play(film, 20 * MINUTE);
  const { page } = extension;
  await page.getByLabel('Address').fill(`${attic.url}/web/index.html#/home.html`);
  await expect(page.getByText(`Playhead will use ${attic.url}`)).toBeVisible();
  await page.getByRole('radio', { name: 'Quick Connect' }).click();
  await page.getByRole('button', { name: 'Get a code' }).click();
  const code = page.locator('.code');
  await expect(code).toHaveText(/^\d{6}$/);
  attic.clock = () => Date.now() + 11 * MINUTE;
  await expect(page.getByText('This code has expired')).toBeVisible();
  await page.getByRole('button', { name: 'Get a code' }).click();
  await expect(code).toHaveText(/^\d{6}$/);
  await extension.stopWorker();
  attic.authorizeQuickConnect((await code.textContent()) ?? '');
  const understood = page.getByText(/Jellyfin 10\.11\.11 “Attic”, you are mia/);
  await expect(understood).toBeVisible({ timeout: 15_000 });
  await expect(page.getByRole('region', { name: 'Is this you?' })).toContainText('at 20:00 of');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('as mia')).toBeVisible();

  const cellar = await start({
    kind: 'jellyfin',
    name: 'Cellar',
    world,
    options: { quickConnect: false },
  });
  await page.getByRole('link', { name: 'Add a server' }).click();
  await page.getByLabel('Address').fill(cellar.url);
  await page.getByRole('radio', { name: 'Quick Connect' }).click();
  await page.getByRole('button', { name: 'Get a code' }).click();
  await expect(page.getByText(/Quick Connect is switched off.*quick-connect-off/)).toBeVisible();
});

test('a Plex sign-in that is no longer accepted is renewed from its card', async ({
  extension,
  cloud: { den, shed },
}) => {
  const { page } = extension;
  await moveIn(extension, settingsFor({ den, shed }));
  await syncOnce(extension);
  den.revokeToken();
  expect(await syncOnce(extension)).toMatchObject({ outcome: 'needs-you' });
  const card = page.getByRole('article', { name: 'Den' });
  const opened = extension.context.waitForEvent('page');
  await card.getByRole('button', { name: 'Sign in again' }).click();
  await allow(await opened, 'mia');
  await expect(page.getByRole('button', { name: 'Use Den' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Use Shed' })).toHaveCount(0);
  await page.getByRole('button', { name: 'Use Den' }).click();
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(card).toBeVisible();
  expect(await syncOnce(extension)).toMatchObject({ outcome: 'done' });
});
