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

/**
 * Recognises the web client that the tab shows; null for any other page, of which nothing is read. A
 * client stands below its server's own address, or is the one that Plex hosts.
 */
export function recogniseClient(): TabClient | null {
  if (location.origin === 'https://app.plex.tv') {
    return { kind: 'plex', address: null, signedIn: false };
  }
  if (!/\/web(\/|$)/i.test(location.pathname)) return null;
  const plain = (address: string | undefined): string | null => {
    if (!address || !URL.canParse(address)) return null;
    const { origin, pathname } = new URL(address);
    return origin + pathname.replace(/\/web(\/.*)?$/i, '').replace(/\/+$/, '');
  };
  const here = plain(location.href) ?? location.origin;
  const kept = (key: string): string | null => {
    try {
      return localStorage.getItem(key);
    } catch {
      return null;
    }
  };
  const session = (text: string) => {
    try {
      const servers: Record<string, string>[] = JSON.parse(text).Servers ?? [];
      return servers.find((one) =>
        [one.ManualAddress, one.LocalAddress, one.RemoteAddress].some(
          (address) => plain(address) === here,
        ),
      );
    } catch {
      return undefined;
    }
  };
  const named = document.querySelector('meta[name="application-name"]')?.getAttribute('content');
  const says = (name: string) => `${named ?? ''} ${document.title}`.includes(name);
  const jellyfin = kept('jellyfin_credentials');
  if (jellyfin !== null || says('Jellyfin')) {
    const own = session(jellyfin ?? '{}');
    const signedIn = Boolean(own?.AccessToken ?? own?.UserId);
    return { kind: 'jellyfin', address: here, signedIn };
  }
  if (kept('servercredentials3') !== null || says('Emby')) {
    return { kind: 'emby', address: here, signedIn: false };
  }
  if (kept('myPlexAccessToken') !== null || says('Plex')) {
    return { kind: 'plex', address: here, signedIn: false };
  }
  return null;
}

/**
 * Says yes to a Quick Connect code as the user who is signed in here. Nothing is read unless the tab
 * shows a page of that very address. The session is used here and goes nowhere: only how it went is
 * answered.
 */
export async function authoriseCode(code: string, address: string): Promise<TabAnswer> {
  try {
    if (location.origin !== new URL(address).origin) return 'no-session';
    const plain = (known: string) => {
      const { origin, pathname } = new URL(known);
      return origin + pathname.replace(/\/web(\/.*)?$/i, '').replace(/\/+$/, '');
    };
    const servers: Record<string, string>[] =
      JSON.parse(localStorage.getItem('jellyfin_credentials') ?? '{}').Servers ?? [];
    const own = servers.find((one) =>
      [one.ManualAddress, one.LocalAddress, one.RemoteAddress].some(
        (known) => known && URL.canParse(known) && plain(known) === plain(address),
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
        redirect: 'error',
      },
    );
    if (response.status === 401) return 'no-session';
    return response.ok ? 'done' : 'refused';
  } catch {
    return 'refused';
  }
}

export type TabAnswer = 'done' | 'no-session' | 'refused';
