import { sampleWorld } from '../servers';
import type { Extension } from './extension';
import { expect, test } from './fixture';
import { MINUTE, moveIn, settingsFor, syncOnce } from './home';

declare const chrome: {
  action: { getTitle(of: object): Promise<string> };
  alarms: { get(name: string): Promise<{ periodInMinutes?: number } | undefined> };
};

const tooltip = ({ page }: Extension) => page.evaluate(() => chrome.action.getTitle({}));

/** As if the last round were long ago, and the wake-up alarm rang. */
async function wakeLate({ page, wakeByAlarm }: Extension): Promise<void> {
  await page.evaluate(
    () =>
      new Promise<void>((done) => {
        const opening = indexedDB.open('playhead');
        opening.onsuccess = () => {
          const change = opening.result.transaction('meta', 'readwrite');
          change
            .objectStore('meta')
            .put({ key: 'schedule', value: { startedAt: 1, finishedAt: 1 } });
          change.oncomplete = () => {
            opening.result.close();
            done();
          };
        };
      }),
  );
  await wakeByAlarm();
}

/** The worker has woken, put its alarm back and decided; what waits for its lock comes after that. */
async function decided({ page, send }: Extension): Promise<void> {
  const period = () =>
    page.evaluate(async () => (await chrome.alarms.get('wake'))?.periodInMinutes);
  await expect.poll(period).toBe(1);
  expect(await send('undo', { activityId: 'none' })).toMatchObject({ ok: false });
}

test('a pause stops what runs by itself, not what a person asks for', async ({
  extension,
  start,
}) => {
  const world = sampleWorld();
  const attic = await start({ kind: 'jellyfin', name: 'Attic', world });
  const cellar = await start({ kind: 'emby', name: 'Cellar', world });
  const film = world.movies[0]!;
  await moveIn(extension, settingsFor({ attic, cellar }));
  await syncOnce(extension);
  await expect.poll(() => tooltip(extension)).toBe('Playhead: In step');

  const popup = await extension.open('popup');
  const status = popup.getByRole('status');
  await popup.getByRole('button', { name: 'Pause syncing' }).click();
  await popup.getByRole('button', { name: 'For an hour' }).click();
  await expect(status).toHaveText(/^Paused until (tomorrow )?\d/);
  await popup.getByRole('button', { name: 'Resume' }).click();
  await expect(status).toHaveText('In step');
  await popup.getByRole('button', { name: 'Pause syncing' }).click();
  await popup.getByRole('button', { name: 'Until I resume' }).click();
  await expect(status).toHaveText('Paused until you resume');
  await expect.poll(() => tooltip(extension)).toBe('Playhead: Paused until you resume');

  attic.play(film, 20 * MINUTE);
  const asked = attic.log.length;
  await wakeLate(extension);
  await decided(extension);
  expect(attic.log.length).toBe(asked);

  await popup.getByRole('button', { name: 'Sync now' }).click();
  await expect.poll(() => cellar.state(film).positionMs).toBe(20 * MINUTE);
  await expect(status).toHaveText('Paused until you resume');

  attic.play(film, 40 * MINUTE);
  await wakeLate(extension);
  await popup.getByRole('button', { name: 'Resume' }).click();
  await expect.poll(() => cellar.state(film).positionMs).toBe(40 * MINUTE);
  await expect(status).toHaveText('In step');
  await expect.poll(() => tooltip(extension)).toBe('Playhead: In step');
});
