import { Jellyfin } from '@jellyfin/sdk';
import { getAuthenticationApi } from '@jellyfin/sdk/lib/utils/api/authentication-api.js';
import { getLibraryApi } from '@jellyfin/sdk/lib/utils/api/library-api.js';
import { getSessionApi } from '@jellyfin/sdk/lib/utils/api/session-api.js';
import { getShowApi } from '@jellyfin/sdk/lib/utils/api/show-api.js';
import { getSystemApi } from '@jellyfin/sdk/lib/utils/api/system-api.js';
import { getUserDataApi } from '@jellyfin/sdk/lib/utils/api/user-data-api.js';
import { getUserViewApi } from '@jellyfin/sdk/lib/utils/api/user-view-api.js';
import { expect, test } from 'vitest';
import { sampleWorld } from '../servers';
import { MINUTE, start, TICKS_PER_MINUTE } from './ask';

const world = sampleWorld();
const film = world.find('Alien');
const show = world.find('Breaking Bad');

async function signedIn(version: string) {
  const server = await start({ kind: 'jellyfin', world, name: 'Attic', version });
  const sdk = new Jellyfin({
    clientInfo: { name: 'Tests, and "more"', version: '1.0' },
    deviceInfo: { name: 'Büro', id: 'sdk' },
  });
  const api = sdk.createApi(server.url);
  const login = { Username: 'mia', Pw: 'secret' };
  const { data } = await getAuthenticationApi(api).authenticateUserByName({
    authenticateUserByName: login,
  });
  return { server, api, userId: data.User?.Id ?? '', login: data };
}

for (const version of ['10.11.11', '12.0.0']) {
  test(`${version}: the official client signs in, with its device decoded`, async () => {
    const { server, api, login } = await signedIn(version);
    expect(login.SessionInfo).toMatchObject({ DeviceName: 'Büro', Client: 'Tests, and "more"' });
    const info = await getSystemApi(api).getPublicSystemInfo();
    expect(info.data.Id).toBe(server.serverId);
  });

  test(`${version}: the official client lists, reads, writes and clears positions`, async () => {
    const { server, api, userId } = await signedIn(version);
    server.play(film, 20 * MINUTE);
    const list = await getLibraryApi(api).getItems({
      userId,
      recursive: true,
      filters: ['IsResumable'],
      includeItemTypes: ['Movie', 'Episode'],
      fields: ['ProviderIds'],
    });
    expect(list.data.Items).toHaveLength(1);
    const itemId = list.data.Items?.[0]?.Id ?? '';
    expect(list.data.Items?.[0]?.ProviderIds).toEqual({ Imdb: 'tt0078748', Tmdb: '348' });
    const written = await getUserDataApi(api).updateItemUserData({
      userId,
      itemId,
      updateUserItemDataDto: {
        PlaybackPositionTicks: 30 * TICKS_PER_MINUTE,
        LastPlayedDate: '2026-05-05T10:00:00.000Z',
      },
    });
    expect(written.data.PlaybackPositionTicks).toBe(30 * TICKS_PER_MINUTE);
    expect(server.state(film)).toMatchObject({
      positionMs: 30 * MINUTE,
      lastPlayedAt: Date.UTC(2026, 4, 5, 10),
    });
    const read = await getUserDataApi(api).getItemUserData({ userId, itemId });
    expect(read.data).toEqual(written.data);
    const updateUserItemDataDto = { PlaybackPositionTicks: 0 };
    await getUserDataApi(api).updateItemUserData({ userId, itemId, updateUserItemDataDto });
    const resume = await getLibraryApi(api).getResumeItems({ userId });
    expect(resume.data.Items).toEqual([]);
  });

  test(`${version}: the official client reads all else that is needed`, async () => {
    const { server, api, userId } = await signedIn(version);
    const views = await getUserViewApi(api).getUserViews({ userId });
    expect(views.data.Items?.map((view) => view.Name)).toEqual(['Films', 'Series']);
    const [seriesId = ''] = server.itemIds(show);
    const episodes = await getShowApi(api).getEpisodes({ userId, seriesId });
    expect(episodes.data.Items).toHaveLength(6);
    server.openPlayer(film);
    const sessions = await getSessionApi(api).getSessions({ activeWithinSeconds: 600 });
    expect(sessions.data.some((one) => one.NowPlayingItem?.Name === 'Alien')).toBe(true);
    const counts = await getLibraryApi(api).getItemCounts({ userId });
    expect(counts.data.MovieCount).toBe(12);
    await getUserDataApi(api).markPlayedItem({ userId, itemId: server.itemIds(film)[0] ?? '' });
    expect(server.state(film).watched).toBe(true);
  });
}
