import type { Page } from '@playwright/test';
import { type JellyfinServer, sampleWorld, startServer } from '../servers';
import { certificateFor } from '../servers/certificate';
import { recordGrant } from './extension';
import { expect, test } from './fixture';
import { LOOPBACK, MINUTE, moveIn, settingsFor, syncOnce } from './home';

const world = sampleWorld();
const film = world.movies[0]!;

/** Connects with what stands in the form, and waits for the words. */
async function connect(page: Page, address: string, says: RegExp): Promise<void> {
  await page.getByLabel('Address').fill(address);
  await page.getByRole('button', { name: 'Connect' }).click();
  await expect(page.getByRole('alert')).toHaveText(says);
}

test('while a server is added, each thing in the way has words of its own', async ({
  extension,
  start,
}) => {
  const attic = (await start({ kind: 'jellyfin', name: 'Attic', world })) as JellyfinServer;
  const { page } = extension;
  await recordGrant(extension.context, extension.id, LOOPBACK);
  await page.getByLabel('User name', { exact: true }).fill('mia');
  await page.getByLabel('Password', { exact: true }).fill('secret');

  attic.proxy = { asks: 'page' };
  await connect(page, attic.url, /A sign-in page answered.*such as a proxy's.*login-page/);
  attic.proxy = { asks: 'basic' };
  await connect(page, attic.url, /A sign-in page answered.*login-page/);
  attic.proxy = { asks: 'redirect', to: 'http://localhost:9/login' };
  await connect(page, attic.url, /sends requests on to another address.*redirected/);
  attic.proxy = null;

  attic.ipFiltered = true;
  await connect(page, attic.url, /doesn't admit this computer.*ip-filtered/);
  attic.ipFiltered = false;
  attic.setPhase('starting-setup');
  await connect(page, attic.url, /still starting.*starting/);
  attic.setPhase('loading');
  await connect(page, attic.url, /still starting, or brings its database up to date.*starting/);
  attic.setPhase('ready');

  attic.setUserDisabled(undefined, true);
  await connect(page, attic.url, /doesn't let this user sign in now.*user-disabled/);
  attic.setUserDisabled(undefined, false);
});

test('a path that leads to a web page is corrected in one click', async ({ extension, start }) => {
  const attic = await start({ kind: 'jellyfin', name: 'Attic', world, basePath: '/media' });
  const { page } = extension;
  await recordGrant(extension.context, extension.id, LOOPBACK);
  await page.getByLabel('User name', { exact: true }).fill('mia');
  await page.getByLabel('Password', { exact: true }).fill('secret');
  await connect(page, new URL(attic.url).origin, /answers under another path.*wrong-path/);
  await page.getByRole('button', { name: `Use ${attic.url}` }).click();
  await expect(page.getByText(/“Attic”, you are mia/)).toBeVisible();
});

test('a certificate that is not trusted says how to have it trusted', async ({ extension }) => {
  const tls = await certificateFor('127.0.0.1');
  const attic = await startServer({ kind: 'jellyfin', name: 'Attic', world, tls });
  const { page } = extension;
  await recordGrant(extension.context, extension.id, 'https://127.0.0.1/*');
  await page.getByLabel('User name', { exact: true }).fill('mia');
  await page.getByLabel('Password', { exact: true }).fill('secret');
  await connect(
    page,
    attic.url,
    /Nothing could be reached securely.*warns of its certificate.*unreachable-secure/,
  );
  await expect(page.getByRole('link', { name: 'Open this address' })).toHaveAttribute(
    'href',
    attic.url,
  );
  await attic.stop();
});

test('in a run, each trouble of one server has its words, and the other server goes on', async ({
  extension,
  start,
}) => {
  const attic = await start({ kind: 'jellyfin', name: 'Attic', world });
  const cellar = (await start({ kind: 'jellyfin', name: 'Cellar', world })) as JellyfinServer;
  attic.play(film, 20 * MINUTE);
  await moveIn(extension, settingsFor({ attic, cellar }));
  await syncOnce(extension);
  const popup = await extension.open('popup');
  const afterSync = async (says: RegExp) => {
    await popup.getByRole('button', { name: 'Sync now' }).click();
    await expect(popup.getByText(says).first()).toBeVisible();
    await expect(popup.getByRole('button', { name: 'Sync now' })).toBeEnabled();
  };

  cellar.ipFiltered = true;
  await afterSync(/Cellar doesn't admit this computer.*ip-filtered/);
  cellar.ipFiltered = false;
  cellar.proxy = { asks: 'page' };
  await afterSync(/Cellar didn't answer itself: a sign-in page.*login-page/);
  cellar.proxy = null;
  attic.play(film, 40 * MINUTE);
  // Its answers are good until the first write.
  const stop = cellar.onRequest(({ method }) => {
    if (method === 'POST') cellar.revokeToken();
  });
  await afterSync(/Cellar stopped accepting the sign-in in the middle of a run.*revoked/);
  stop();
  await expect(popup.getByRole('link', { name: 'Sign in', exact: true })).toBeVisible();
  expect(cellar.state(film).positionMs).toBe(20 * MINUTE);
});
