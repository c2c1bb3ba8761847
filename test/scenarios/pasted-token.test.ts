import { expect, it } from 'vitest';
import { SettingsWriter } from '../../lib/store/settings';
import { inMemory, MINUTE } from './homes';

it('the pasted Plex token of another person clears nothing, and begins with a preview', async () => {
  const { home, attic, cellar } = inMemory('plex', 'emby', { titles: ['Heat', 'Ran'] });
  const settings = { ...home.store.kept.servers[0]!, userId: null, token: 'mia' };
  home.store.kept.servers[0] = settings;
  Object.assign(attic, { whoAmI: async () => ({ userId: null, userName: null }) });
  for (const title of ['Heat', 'Ran']) attic.play(title, 20 * MINUTE, home.now - 90 * MINUTE);
  await home.run();
  home.wait(5 * MINUTE);
  expect(cellar.at('Heat').positionMs).toBe(20 * MINUTE);

  await new SettingsWriter(home.store.store).saveServer({ ...settings, token: 'tom' });
  for (const title of ['Heat', 'Ran']) {
    Object.assign(attic.at(title), { positionMs: 0, lastPlayedAt: null });
  }
  const wrote = cellar.writes.length;
  for (let round = 0; round < 3; round += 1) {
    await home.run();
    home.wait(5 * MINUTE);
  }
  expect(cellar.at('Heat').positionMs).toBe(20 * MINUTE);
  expect(cellar.at('Ran').positionMs).toBe(20 * MINUTE);
  expect(cellar.writes).toHaveLength(wrote);
  const [state] = home.store.pairStateRows.values();
  expect(state).toMatchObject({ consent: 'none' });
});
