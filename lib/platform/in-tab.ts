/**
 * What runs inside an open web client, not in Playhead: each function is handed to the browser as
 * text, so it uses nothing from around it. Where the clients keep their session is known from the
 * clients themselves: Jellyfin `jellyfin_credentials`, Emby `servercredentials3`, Plex
 * `myPlexAccessToken`, all in local storage.
 */

/** A web client as its tab shows it. No token leaves the tab. */
export interface TabClient {
  kind: 'plex' | 'emby' | 'jellyfin';
  /** Null on app.plex.tv, which belongs to no server. */
  address: string | null;
  signedIn: boolean;
}

/** Recognises the web client that the tab shows; null for any other page. */
export function recogniseClient(): TabClient | null {
  const here =
    location.origin + location.pathname.replace(/\/web(\/.*)?$/i, '').replace(/\/+$/, '');
  const kept = (key: string): string | null => {
    try {
      return localStorage.getItem(key);
    } catch {
      return null;
    }
  };
  const originOf = (address: string) => (URL.canParse(address) ? new URL(address).origin : null);
  const session = (text: string) => {
    try {
      const servers: Record<string, string>[] = JSON.parse(text).Servers ?? [];
      const own = servers.find((one) =>
        [one.ManualAddress, one.LocalAddress, one.RemoteAddress].some(
          (address) => address && originOf(address) === location.origin,
        ),
      );
      return own ?? servers[0] ?? null;
    } catch {
      return null;
    }
  };
  const named = document.querySelector('meta[name="application-name"]')?.getAttribute('content');
  const says = (name: string) => `${named ?? ''} ${document.title}`.includes(name);
  const isClient = /\/web(\/|$)/i.test(location.pathname);
  if (location.hostname === 'app.plex.tv') return { kind: 'plex', address: null, signedIn: false };
  const jellyfin = kept('jellyfin_credentials');
  if (jellyfin !== null || (isClient && says('Jellyfin'))) {
    const own = session(jellyfin ?? '{}');
    const elsewhere = isClient ? null : (own?.ManualAddress ?? own?.LocalAddress ?? null);
    return {
      kind: 'jellyfin',
      address: elsewhere ?? here,
      signedIn: Boolean(own?.AccessToken ?? own?.UserId),
    };
  }
  if (kept('servercredentials3') !== null || (isClient && says('Emby'))) {
    return { kind: 'emby', address: here, signedIn: false };
  }
  if (isClient && (kept('myPlexAccessToken') !== null || says('Plex'))) {
    return { kind: 'plex', address: here, signedIn: false };
  }
  return null;
}

/**
 * Says yes to a Quick Connect code as the user who is signed in here. The session is used here and
 * goes nowhere: only how it went is answered.
 */
export async function authoriseCode(code: string, address: string): Promise<TabAnswer> {
  try {
    const servers: Record<string, string>[] =
      JSON.parse(localStorage.getItem('jellyfin_credentials') ?? '{}').Servers ?? [];
    const { origin } = new URL(address);
    const own = servers.find((one) =>
      [one.ManualAddress, one.LocalAddress, one.RemoteAddress].some(
        (known) => known && URL.canParse(known) && new URL(known).origin === origin,
      ),
    );
    const token = own?.AccessToken;
    if (!token) return 'no-session';
    const response = await fetch(
      `${address}/QuickConnect/Authorize?code=${encodeURIComponent(code)}`,
      {
        method: 'POST',
        headers: { Authorization: `MediaBrowser Token="${encodeURIComponent(token)}"` },
        credentials: 'omit',
      },
    );
    if (response.status === 401) return 'no-session';
    return response.ok ? 'done' : 'refused';
  } catch {
    return 'refused';
  }
}

export type TabAnswer = 'done' | 'no-session' | 'refused';
