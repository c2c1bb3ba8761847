// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { authoriseCode, recogniseClient } from '../../lib/platform/in-tab';

const fetched = vi.fn();

/** What Jellyfin's web client keeps of the servers that it knows. */
const keeps = (...servers: object[]) =>
  localStorage.setItem('jellyfin_credentials', JSON.stringify({ Servers: servers }));

const near = { ManualAddress: 'http://192.168.1.20:8096', AccessToken: 'tok-20', UserId: 'u' };
const own = { LocalAddress: 'http://192.168.1.2/', AccessToken: 'tok-2', UserId: 'u' };

/** The tab shows this page. */
const shows = (address: string) => vi.stubGlobal('location', new URL(address));

/** Watches what is read from now on. */
function read() {
  const own = localStorage;
  const getItem = vi.fn((key: string) => own.getItem(key));
  vi.stubGlobal('localStorage', { getItem });
  return getItem;
}

beforeEach(() => {
  localStorage.clear();
  vi.stubGlobal('fetch', fetched.mockReset().mockResolvedValue({ ok: true, status: 204 }));
});
afterEach(() => {
  vi.unstubAllGlobals();
});

describe('the session of a tab', () => {
  it('says yes with the token of the very server that gave the code', async () => {
    shows('http://192.168.1.2/web/index.html');
    keeps({ ManualAddress: 'no address' }, near, own);
    expect(await authoriseCode('123456', 'http://192.168.1.2')).toBe('done');
    expect(fetched).toHaveBeenCalledExactlyOnceWith(
      'http://192.168.1.2/QuickConnect/Authorize?code=123456',
      expect.objectContaining({ headers: { Authorization: 'MediaBrowser Token="tok-2"' } }),
    );
  });

  it('sends no token to a server whose address merely begins like another', async () => {
    shows('http://192.168.1.2/web/index.html');
    keeps(near);
    expect(await authoriseCode('123456', 'http://192.168.1.2')).toBe('no-session');
    expect(fetched).not.toHaveBeenCalled();
  });

  it('is that of the server whose page the tab shows', () => {
    shows('http://192.168.1.2/web/index.html');
    keeps({ ManualAddress: 'http://192.168.1.20:8096' }, own);
    const reads = read();
    expect(recogniseClient()).toEqual({
      kind: 'jellyfin',
      address: 'http://192.168.1.2',
      signedIn: true,
    });
    expect(reads).toHaveBeenCalled();
  });

  it('of one server says nothing for another one on the same machine', async () => {
    shows('http://192.168.1.2/films/web/');
    keeps({ ...own, LocalAddress: 'http://192.168.1.2/series/' });
    expect(recogniseClient()).toMatchObject({
      address: 'http://192.168.1.2/films',
      signedIn: false,
    });
    expect(await authoriseCode('123456', 'http://192.168.1.2/films')).toBe('no-session');
    expect(fetched).not.toHaveBeenCalled();
  });
});

describe('a page that is not that of the server', () => {
  it.each([
    'http://192.168.1.20:8096/web/index.html',
    'http://192.168.1.2:8096/web/index.html',
    'https://192.168.1.2/web/index.html',
    'https://example.org/web/',
  ])('(%s) is not looked into when a code is to be said yes to', async (page) => {
    shows(page);
    keeps(own);
    const reads = read();
    expect(await authoriseCode('123456', 'http://192.168.1.2')).toBe('no-session');
    expect(reads).not.toHaveBeenCalled();
    expect(fetched).not.toHaveBeenCalled();
  });

  it.each([
    'https://example.org/',
    'https://example.org/website/',
    'https://app.plex.tv.example.org/desktop',
  ])('(%s) and is no web client is not looked into at all', (page) => {
    shows(page);
    keeps({ ...own, ManualAddress: 'https://elsewhere.example' });
    document.title = 'Jellyfin';
    const reads = read();
    expect(recogniseClient()).toBeNull();
    expect(reads).not.toHaveBeenCalled();
  });

  it('but the one that Plex hosts names no server, and is not looked into', () => {
    shows('https://app.plex.tv/desktop');
    const reads = read();
    expect(recogniseClient()).toEqual({ kind: 'plex', address: null, signedIn: false });
    expect(reads).not.toHaveBeenCalled();
  });
});
