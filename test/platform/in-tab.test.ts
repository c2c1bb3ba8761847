// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { authoriseCode, recogniseClient } from '../../lib/platform/in-tab';

const fetched = vi.fn();

/** What Jellyfin's web client keeps of the servers that it knows. */
const keeps = (...servers: object[]) =>
  localStorage.setItem('jellyfin_credentials', JSON.stringify({ Servers: servers }));

const near = { ManualAddress: 'http://192.168.1.20:8096', AccessToken: 'tok-20', UserId: 'u' };
const own = { LocalAddress: 'http://192.168.1.2/', AccessToken: 'tok-2', UserId: 'u' };

beforeEach(() => {
  localStorage.clear();
  vi.stubGlobal('fetch', fetched.mockReset().mockResolvedValue({ ok: true, status: 204 }));
});
afterEach(() => {
  vi.unstubAllGlobals();
});

describe('the session of a tab', () => {
  it('says yes with the token of the very server that gave the code', async () => {
    keeps({ ManualAddress: 'no address' }, near, own);
    expect(await authoriseCode('123456', 'http://192.168.1.2')).toBe('done');
    expect(fetched).toHaveBeenCalledExactlyOnceWith(
      'http://192.168.1.2/QuickConnect/Authorize?code=123456',
      expect.objectContaining({ headers: { Authorization: 'MediaBrowser Token="tok-2"' } }),
    );
  });

  it('sends no token to a server whose address merely begins like another', async () => {
    keeps(near);
    expect(await authoriseCode('123456', 'http://192.168.1.2')).toBe('no-session');
    expect(fetched).not.toHaveBeenCalled();
  });

  it('is that of the server whose page the tab shows', () => {
    vi.stubGlobal('location', new URL('http://192.168.1.2/web/index.html'));
    keeps({ ManualAddress: 'http://192.168.1.20:8096' }, own);
    expect(recogniseClient()).toEqual({
      kind: 'jellyfin',
      address: 'http://192.168.1.2',
      signedIn: true,
    });
  });
});
