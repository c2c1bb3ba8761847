import { describe, expect, test } from 'vitest';
import { sampleWorld } from '../servers';
import { ask, MINUTE, plexClient, start } from './ask';

const world = sampleWorld();
const film = world.find('Alien');
const show = world.find('Breaking Bad');
const users = [{ name: 'mia', admin: true }, { name: 'ben' }];
const plex = (options = {}) => start({ kind: 'plex', world, name: 'Den', users, options });
type Sim = Awaited<ReturnType<typeof plex>>;
interface Row {
  title: string;
  ratingKey: string;
  [field: string]: unknown;
}

const rows = async (server: Sim, path: string): Promise<Row[]> =>
  (await plexClient(server).get(path)).json.MediaContainer.Metadata ?? [];
const titles = async (server: Sim, path: string) =>
  (await rows(server, path)).map((row) => row.title);
const FILMS = '/library/sections/1/all?type=1';
const IN_PROGRESS = '&viewOffset%3E%3E=0';

describe('answers', () => {
  test('are XML, and JSON only when asked for', async () => {
    const server = await plex();
    const headers = { 'x-plex-token': server.token() };
    const xml = await ask(server, `${FILMS}&title%3D=Alien`, { headers });
    expect(xml.headers.get('content-type')).toContain('text/xml');
    expect(xml.text).toContain('<MediaContainer size="1"');
    expect(xml.text).toMatch(/<Video ratingKey="\d+"/);
    expect((await plexClient(server).get('/')).json.MediaContainer.friendlyName).toBe('Den');
  });

  test('identity takes a wrong token; everything else is 401 in HTML', async () => {
    const server = await plex();
    const { json } = await plexClient(server, 'wrong').get('/identity');
    expect(json.MediaContainer.machineIdentifier).toBe(server.serverId);
    const refused = await plexClient(server, 'wrong').get('/');
    expect([refused.status, refused.headers.get('content-type')]).toEqual([401, 'text/html']);
    expect(refused.text).toContain('<h1>401 Unauthorized</h1>');
  });

  test('the root names the owner, whoever asks', async () => {
    const server = await plex();
    const { json } = await plexClient(server, server.token('ben')).get('/');
    expect(json.MediaContainer.myPlexUsername).toBe('mia@example.org');
  });

  test('a token may stand in the query', async () => {
    const server = await plex();
    expect((await ask(server, `/?X-Plex-Token=${server.token()}`)).status).toBe(200);
  });

  test('types can be loose: sizes as text, ids as numbers', async () => {
    const server = await plex({ looseTypes: true });
    server.play(film, 20 * MINUTE);
    const { json } = await plexClient(server).get(FILMS + IN_PROGRESS);
    expect(json.MediaContainer.size).toBe('1');
    expect(json.MediaContainer.Metadata[0].ratingKey).toBe(Number(server.itemIds(film)[0]));
  });

  test('an empty list has no rows at all, a row no zero fields', async () => {
    const server = await plex();
    const { json } = await plexClient(server).get(FILMS + IN_PROGRESS);
    expect(json.MediaContainer).toMatchObject({ size: 0, librarySectionID: 1 });
    expect('Metadata' in json.MediaContainer).toBe(false);
    const [row] = await rows(server, `/library/metadata/${server.itemIds(film)[0]}`);
    expect(row).not.toHaveProperty('viewOffset');
    expect(row).not.toHaveProperty('viewCount');
    expect(row).not.toHaveProperty('lastViewedAt');
  });

  test('only the web app of Plex may read answers in a page', async () => {
    const server = await plex();
    const { headers } = await ask(server, '/identity', { headers: { origin: 'https://x.org' } });
    expect(headers.get('access-control-allow-origin')).toBe('https://app.plex.tv');
  });

  test('at start everything is 503 in HTML, and identity says that it starts', async () => {
    const server = await plex();
    server.setPhase('starting-setup');
    expect((await plexClient(server).get('/')).status).toBe(503);
    const { json } = await plexClient(server).get('/identity');
    expect(json.MediaContainer.startState).toBe('starting');
    server.setPhase('loading');
    expect((await plexClient(server).get('/identity')).status).toBe(503);
  });

  test('where secure connections are required, http is cut off', async () => {
    const server = await plex({ httpRequired: true });
    await expect(plexClient(server).get('/identity')).rejects.toThrow();
  });
});

describe('filters', () => {
  test('>> is strictly greater, >= is not; spelt in the query with percent codes', async () => {
    const server = await plex();
    server.setState(film, { positionMs: 100_000 });
    expect(await titles(server, FILMS + IN_PROGRESS)).toEqual(['Alien']);
    expect(await titles(server, `${FILMS}&viewOffset%3E%3E=100000`)).toEqual([]);
    expect(await titles(server, `${FILMS}&viewOffset%3E=100000`)).toEqual(['Alien']);
    expect(await titles(server, `${FILMS}&inProgress=1`)).toEqual(['Alien']);
  });

  test('text contains with =, equals with ==', async () => {
    const server = await plex();
    expect(await titles(server, `${FILMS}&title=the`)).toContain('The Matrix');
    expect(await titles(server, `${FILMS}&title%3D=the`)).toEqual([]);
    expect(await titles(server, `${FILMS}&title%3D=the%20matrix`)).toEqual(['The Matrix']);
  });

  test('dates are seconds, or relative to now', async () => {
    const server = await plex();
    server.play(film, 20 * MINUTE, { at: server.now() - 10 * 86_400_000 });
    expect(await titles(server, `${FILMS}&lastViewedAt%3E%3E=-30d`)).toEqual(['Alien']);
    expect(await titles(server, `${FILMS}&lastViewedAt%3E%3E=-5d`)).toEqual([]);
    expect(await titles(server, `${FILMS}&lastViewedAt%3E=1000`)).toEqual(['Alien']);
  });

  test('a comma is or, or=1 joins terms, push and pop group them', async () => {
    const server = await plex();
    expect(await titles(server, `${FILMS}&year=1979,1999`)).toEqual(['Alien', 'The Matrix']);
    const grouped = `${FILMS}&push=1&year=1979&or=1&year=1999&pop=1&title=matrix`;
    expect(await titles(server, grouped)).toEqual(['The Matrix']);
  });

  test('a scope speaks of the show', async () => {
    const server = await plex();
    const path = `/library/all?type=4&show.id=${server.itemIds(show)[0]}`;
    expect(await rows(server, path)).toHaveLength(6);
    expect(await rows(server, '/library/all?type=4&show.title=office')).toHaveLength(6);
  });

  test('what is unknown is ignored: the whole library is answered', async () => {
    const server = await plex();
    expect(await rows(server, `${FILMS}&viewOfset%3E%3E=0`)).toHaveLength(12);
    const blind = await plex({ ignoreViewOffsetFilter: true });
    expect(await rows(blind, FILMS + IN_PROGRESS)).toHaveLength(12);
  });

  test('guid matches the primary guid only, and as a part of it', async () => {
    const server = await plex();
    const [row] = await rows(server, `${FILMS}&title%3D=Alien&includeGuids=1`);
    const guid = encodeURIComponent(String(row?.guid));
    expect(await titles(server, `/library/all?type=1&guid=${guid}`)).toEqual(['Alien']);
    expect(await titles(server, '/library/all?type=1&guid=imdb%3A%2F%2Ftt0078748')).toEqual([]);
    const legacy = await plex({ legacyAgent: true });
    const part = encodeURIComponent('com.plexapp.agents.thetvdb://81189/1');
    expect(await rows(legacy, `/library/all?type=4&guid=${part}`)).toHaveLength(5);
  });

  test('sort orders, and limit cuts without a total', async () => {
    const server = await plex();
    expect((await titles(server, `${FILMS}&sort=year%3Adesc`))[0]).toBe('Parasite');
    server.play(film, 20 * MINUTE, { at: 5_000_000 });
    expect((await titles(server, `${FILMS}&sort=lastViewedAt%3Adesc&limit=1`))[0]).toBe('Alien');
  });
});

describe('pages', () => {
  const page = async (server: Sim, query: string) =>
    (await plexClient(server).get(`${FILMS}&${query}`)).json.MediaContainer;

  test('need start and size; the answer then has a total and an offset', async () => {
    const server = await plex();
    const both = 'X-Plex-Container-Start=10&X-Plex-Container-Size=5';
    expect(await page(server, both)).toMatchObject({ size: 2, totalSize: 12, offset: 10 });
    const whole = await page(server, 'X-Plex-Container-Size=5');
    expect(whole.size).toBe(12);
    expect(whole.totalSize).toBeUndefined();
    const none = await page(server, 'X-Plex-Container-Start=0&X-Plex-Container-Size=0');
    expect(none).toMatchObject({ size: 0, totalSize: 12 });
  });

  test('can be asked for by header', async () => {
    const server = await plex();
    const headers = {
      accept: 'application/json',
      'x-plex-token': server.token(),
      'x-plex-container-start': '0',
      'x-plex-container-size': '3',
    };
    const { json, headers: got } = await ask(server, FILMS, { headers });
    expect(json.MediaContainer.size).toBe(3);
    expect(got.get('x-plex-container-total-size')).toBe('12');
  });

  test('may be smaller than asked for, or always the first', async () => {
    const asked = 'X-Plex-Container-Start=5&X-Plex-Container-Size=5';
    expect(await page(await plex({ forcePageSize: 2 }), asked)).toMatchObject({
      size: 2,
      totalSize: 12,
      offset: 5,
    });
    const repeated = await page(await plex({ repeatPage: true }), asked);
    const first = await page(await plex(), asked.replace('Start=5', 'Start=0'));
    expect(repeated.Metadata[0].title).toBe(first.Metadata[0].title);
  });
});
