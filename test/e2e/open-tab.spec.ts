import type { Page } from '@playwright/test';
import { type JellyfinServer, type SimServer, sampleWorld } from '../servers';
import { type Extension, recordGrant } from './extension';
import { expect, test } from './fixture';
import { LOOPBACK, MINUTE } from './home';
import { pressToolbarButton } from './toolbar';

const world = sampleWorld();
const film = world.movies[0]!;

/** A server's web client in a tab, signed in as mia where it keeps its session. */
async function webClient(extension: Extension, server: SimServer, signedIn = true): Promise<Page> {
  const tab = await extension.context.newPage();
  await tab.goto(`${server.url}/web/index.html`);
  const session = {
    Servers: [
      {
        Id: server.serverId,
        ManualAddress: server.url,
        ...(signedIn && { AccessToken: server.token(), UserId: server.userId() }),
      },
    ],
  };
  const key = server.kind === 'emby' ? 'servercredentials3' : 'jellyfin_credentials';
  await tab.evaluate(
    ([name, text]) => localStorage.setItem(name!, text!),
    [key, JSON.stringify(session)],
  );
  return tab;
}

/** Presses Add in the popup over the tab: the first time, the browser wants the button once more. */
async function addFromTab(extension: Extension, tab: Page): Promise<Page> {
  const first = await pressToolbarButton(extension, tab);
  await first.press('Add the server in this tab');
  await first.says("press Playhead's toolbar button on that tab once more");
  const popup = await pressToolbarButton(extension, tab);
  const opened = extension.context.waitForEvent('page');
  await popup.press('Add this server');
  const options = await opened;
  await options.waitForLoadState();
  return options;
}

test("a Jellyfin tab's session says yes to a sign-in of Playhead's own", async ({
  extension,
  start,
}) => {
  const attic = (await start({ kind: 'jellyfin', name: 'Attic', world })) as JellyfinServer;
  attic.play(film, 20 * MINUTE);
  await recordGrant(extension.context, extension.id, LOOPBACK);
  const options = await addFromTab(extension, await webClient(extension, attic));
  await expect(options.getByLabel('Address')).toHaveValue(attic.url);
  await expect(options.getByRole('radio', { name: 'The session in the open tab' })).toBeChecked();
  await options.getByRole('button', { name: "Use the tab's session" }).click();
  const understood = options.getByText(/Jellyfin 10\.11\.11 “Attic”, you are mia/);
  await expect(understood).toBeVisible({ timeout: 15_000 });
  await expect(options.getByRole('region', { name: 'Is this you?' })).toContainText('at 20:00 of');
  await options.getByRole('button', { name: 'Save' }).click();
  await expect(options.getByText('as mia')).toBeVisible();

  const stored = await extension.send('exportSettings', { withTokens: true });
  expect(JSON.stringify(stored)).not.toContain(attic.token());
  expect(stored).toMatchObject({ value: { servers: [{ userId: attic.userId() }] } });
  const granted = await options.evaluate(() => {
    const { chrome } = globalThis as never as {
      chrome: { scripting: { getRegisteredContentScripts(): Promise<unknown[]> } };
    };
    return chrome.scripting.getRegisteredContentScripts();
  });
  expect(granted).toEqual([]);
});

test('a tab that is signed out leaves the code to be typed, and an Emby tab the address', async ({
  extension,
  start,
}) => {
  const attic = (await start({ kind: 'jellyfin', name: 'Attic', world })) as JellyfinServer;
  const mum = await start({ kind: 'emby', name: 'Mum', world });
  await recordGrant(extension.context, extension.id, LOOPBACK);
  const tab = await webClient(extension, attic);
  const options = await addFromTab(extension, tab);
  attic.revokeToken();
  await options.getByRole('button', { name: "Use the tab's session" }).click();
  await expect(options.getByText(/Nobody is signed in.*no-session/)).toBeVisible();
  await expect(options.locator('.code')).toHaveText(/^\d{6}$/);

  const emby = await webClient(extension, mum);
  const popup = await pressToolbarButton(extension, emby);
  await popup.says('This tab shows a server of yours: Emby.');
  const opened = extension.context.waitForEvent('page');
  await popup.press('Add this server');
  const form = await opened;
  await expect(form.getByLabel('Address')).toHaveValue(mum.url);
  await expect(form.getByLabel('Kind')).toHaveValue('emby');
  await form.getByLabel('User name', { exact: true }).fill('mia');
  await form.getByLabel('Password', { exact: true }).fill('secret');
  await form.getByRole('button', { name: 'Connect' }).click();
  await expect(form.getByText(/Emby 4\.\S+ “Mum”, you are mia/)).toBeVisible();
});
