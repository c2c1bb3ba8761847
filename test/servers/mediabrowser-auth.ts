import type { SimRequest } from './http';
import type { Dialect } from './mediabrowser-dialect';

/** Who a request says it comes from; everything may be missing. */
export interface Credentials {
  client: string | null;
  device: string | null;
  deviceId: string | null;
  version: string | null;
  token: string | null;
}

const NOBODY: Credentials = {
  client: null,
  device: null,
  deviceId: null,
  version: null,
  token: null,
};

/** Values are decoded like a form: `+` is a space, then percent codes. */
function decode(value: string): string {
  const spaced = value.replaceAll('+', ' ');
  try {
    return decodeURIComponent(spaced);
  } catch {
    return spaced;
  }
}

/** `Client="..", Token=".."`: quotes optional, names with regard to case. */
function parts(text: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const piece of text.match(/(?:[^,"]|"[^"]*")+/g) ?? []) {
    const cut = piece.indexOf('=');
    if (cut < 0) continue;
    const value = piece.slice(cut + 1).trim();
    const bare = value.startsWith('"') && value.endsWith('"') ? value.slice(1, -1) : value;
    found.set(piece.slice(0, cut).trim(), decode(bare));
  }
  return found;
}

function fromHeader(header: string | undefined, legacy: boolean): Credentials | null {
  const match = /^\s*(\S+)\s+(.*)$/s.exec(header ?? '');
  if (!match) return null;
  const scheme = (match[1] ?? '').toLowerCase();
  if (scheme !== 'mediabrowser' && !(legacy && scheme === 'emby')) return null;
  const named = parts(match[2] ?? '');
  const value = (name: string) => named.get(name) || null;
  return {
    client: value('Client'),
    device: value('Device'),
    deviceId: value('DeviceId'),
    version: value('Version'),
    token: value('Token'),
  };
}

function authorization(req: SimRequest, dialect: Dialect, legacy: boolean): Credentials {
  const standard = req.headers.authorization;
  const old = req.headers['x-emby-authorization'];
  if (dialect.standardHeaderFirst) {
    const header = standard ?? (legacy ? old : undefined);
    return fromHeader(header, legacy) ?? NOBODY;
  }
  return fromHeader(old ?? standard, true) ?? NOBODY;
}

/**
 * Finds identity and token in a request. The token of the authorization header counts before all
 * others, so a bad one there is not rescued by a good one in the address.
 */
export function credentials(req: SimRequest, dialect: Dialect, legacy: boolean): Credentials {
  const found = authorization(req, dialect, legacy);
  const { headers, query } = req;
  const emby = dialect.product === 'emby';
  const old = legacy || !dialect.standardHeaderFirst;
  const token =
    found.token ??
    (old ? headers['x-emby-token'] || headers['x-mediabrowser-token'] : null) ??
    (emby ? null : query.get('ApiKey')) ??
    (old ? query.get('api_key') : null) ??
    (emby ? query.get('X-Emby-Token') : null) ??
    null;
  if (!emby) return { ...found, token };
  return {
    client: found.client ?? query.get('X-Emby-Client'),
    device: found.device ?? query.get('X-Emby-Device-Name'),
    deviceId: found.deviceId ?? query.get('X-Emby-Device-Id'),
    version: found.version ?? query.get('X-Emby-Client-Version'),
    token,
  };
}
