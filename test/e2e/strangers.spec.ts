import { type SimServer, sampleWorld } from '../servers';
import { allowForeignTokens } from '../support/leaks';
import { expect, test } from './fixture';
import { MINUTE, moveIn, settingsFor, writes } from './home';

const world = sampleWorld();
const [film, other] = [world.movies[0]!, world.movies[1]!];

const listsRead = ({ log }: SimServer) =>
  log.filter(({ path, status }) => /Items/.test(path) && status === 200);

test('another server at an address is asked about, and the question can be answered both ways', async ({
  extension,
  start,
}) => {
  const attic = await start({ kind: 'jellyfin', name: 'Attic', world });
  const cellar = await start({ kind: 'emby', name: 'Cellar', world });
  const den = await start({ kind: 'jellyfin', name: 'Den', world });
  const file = settingsFor({ attic, cellar, den });
  const [pair] = file.pairs as object[];
  attic.play(film, 20 * MINUTE);
  await moveIn(extension, { ...file, pairs: [pair, { ...pair, id: 'p2', target: 'den' }] });
  const { page } = extension;
  const popup = await extension.open('popup');
  const status = popup.getByRole('status');
  await extension.sync();
  await expect(status).toHaveText('In step');

  // The network gave the address away: somebody else's server has it, Cellar has another.
  await cellar.stop();
  const loft = await start({ kind: 'emby', name: 'Loft', world, port: cellar.port });
  // Only its refusal shows that it is another one: a run asks who is there once a day.
  allowForeignTokens(loft);
  loft.play(other, 50 * MINUTE);
  attic.play(film, 40 * MINUTE);
  const question = /Cellar now answers as a different server.*\(Loft\) wrong-server/;
  await popup.getByRole('button', { name: 'Sync now' }).click();
  await expect(status).toHaveText('Cellar needs you');
  await expect(popup.getByText(question)).toBeVisible();
  await expect.poll(() => den.state(film).positionMs).toBe(40 * MINUTE);
  await extension.sync();
  expect([...writes([loft]), ...listsRead(loft)]).toEqual([]);
  expect(loft.state(other).positionMs).toBe(50 * MINUTE);

  // Not meant: the address is corrected.
  await page.bringToFront();
  cellar.port = 0;
  await cellar.start();
  const card = page.getByRole('article', { name: 'Cellar' });
  const form = page.locator('form');
  const signIn = async (understood: string) => {
    await form.getByLabel('Password', { exact: true }).fill('secret');
    await form.getByRole('button', { name: 'Connect' }).click();
    await expect(form.getByText(`“${understood}”, you are mia`)).toBeVisible();
    await form.getByRole('button', { name: 'Save' }).click();
  };
  await expect(card.getByRole('alert')).toHaveText(question);
  await card.getByRole('button', { name: 'Edit' }).click();
  await expect(form.getByRole('radio', { name: 'The stored sign-in' })).toBeChecked();
  await form.getByLabel('Address').fill(cellar.url);
  await expect(form.getByRole('radio', { name: 'The stored sign-in' })).toHaveCount(0);
  await signIn('Cellar');
  // What waited for the sign-in runs at once.
  await expect(status).toHaveText('In step');
  expect(cellar.state(film).positionMs).toBe(40 * MINUTE);

  // Meant: a new server at the address of an earlier one.
  await cellar.stop();
  const barn = await start({ kind: 'emby', name: 'Barn', world, port: cellar.port });
  allowForeignTokens(barn);
  await extension.sync();
  await expect(status).toHaveText('Cellar needs you');
  await card.getByRole('button', { name: 'Start again with this server' }).click();
  await expect(status).toHaveText('Cellar needs you to sign in');
  await card.getByRole('button', { name: 'Sign in again' }).click();
  await signIn('Barn');
  await expect(status).toHaveText('Look at the first preview');
  await extension.sync();
  expect(barn.state(film).positionMs).toBe(0);
  await popup.getByRole('button', { name: 'Preview', exact: true }).click();
  await popup.getByRole('button', { name: 'Copy 1 position' }).click();
  await expect(status).toHaveText('In step');
  expect(barn.state(film).positionMs).toBe(40 * MINUTE);
  expect(attic.state(film).positionMs).toBe(40 * MINUTE);
});

test('another user behind a sign-in is named, nothing of theirs is read, and the right one goes on', async ({
  extension,
  start,
}) => {
  const users = [
    { name: 'mia', password: 'secret', admin: true },
    { name: 'ben', password: 'own' },
  ];
  const attic = await start({ kind: 'jellyfin', name: 'Attic', world, users });
  const cellar = await start({ kind: 'emby', name: 'Cellar', world });
  attic.play(film, 20 * MINUTE);
  attic.play(other, 30 * MINUTE, { user: 'ben' });
  await moveIn(extension, settingsFor({ attic, cellar }));
  const popup = await extension.open('popup');
  const status = popup.getByRole('status');
  await extension.sync();
  await expect(status).toHaveText('In step');

  const bens = { attic: { token: attic.token('ben') } };
  await moveIn(extension, settingsFor({ attic, cellar }, {}, {}, bens));
  attic.play(film, 40 * MINUTE);
  for (const server of [attic, cellar]) server.clearLog();
  await popup.getByRole('button', { name: 'Sync now' }).click();
  await expect(status).toHaveText('Attic needs you to sign in');
  const question = /belongs to another user than before.*as the right user\. \(ben\) wrong-user/;
  await expect(popup.getByText(question)).toBeVisible();
  expect([...writes([attic, cellar]), ...listsRead(attic)]).toEqual([]);

  const opened = extension.context.waitForEvent('page');
  await popup.getByRole('link', { name: 'Sign in', exact: true }).click();
  const form = (await opened).locator('form');
  const connect = async (name: string, password: string) => {
    await form.getByLabel('User name', { exact: true }).fill(name);
    await form.getByLabel('Password', { exact: true }).fill(password);
    await form.getByRole('button', { name: 'Connect' }).click();
    await expect(form.getByText(`“Attic”, you are ${name}`)).toBeVisible();
  };
  const anew = form.getByText('Another user than before: Playhead forgets');
  await connect('ben', 'own');
  await expect(anew).toBeVisible();
  await connect('mia', 'secret');
  await expect(anew).toHaveCount(0);
  await form.getByRole('button', { name: 'Save' }).click();
  await extension.sync();
  await expect(status).toHaveText('In step');
  expect(cellar.state(film).positionMs).toBe(40 * MINUTE);
  expect(cellar.state(other).positionMs).toBe(0);
});
