import { html, type SimReply, type SimRequest } from './http';

/** A reverse proxy that lets nobody through who has not signed in with it. */
export type LogInProxy =
  /** Answers everything with its form. */
  | { asks: 'page' }
  /** Sends everything to the form of another origin. */
  | { asks: 'redirect'; to: string }
  /** The browser's own question. */
  | { asks: 'basic'; realm?: string; user?: string; password?: string };

const COOKIE = 'proxy_session';
const SESSION = 'b7e23ec29af22b0b4e41da31e868d572';
const FORM_PATH = '/proxy/log-in';

const FORM = `<!DOCTYPE html>
<html><head><title>Sign in</title></head><body>
<form method="post" action="${FORM_PATH}">
<input name="user"><input name="password" type="password"><button>Sign in</button>
</form></body></html>`;

const signedIn = (req: SimRequest): boolean =>
  (req.headers.cookie ?? '').split(/;\s*/).includes(`${COOKIE}=${SESSION}`);

function basic(
  req: SimRequest,
  { realm = 'Restricted', user = 'proxy', password = 'proxy' },
): SimReply | null {
  const right = Buffer.from(`${user}:${password}`).toString('base64');
  if (req.headers.authorization === `Basic ${right}`) return null;
  const page = '<html><head><title>401 Authorization Required</title></head></html>';
  return { ...html(401, page), headers: { 'WWW-Authenticate': `Basic realm="${realm}"` } };
}

function admitted(proxy: LogInProxy, req: SimRequest): SimReply | null {
  if (proxy.asks === 'basic') return basic(req, proxy);
  if (signedIn(req)) return null;
  if (proxy.asks === 'redirect') return { status: 302, headers: { Location: proxy.to } };
  if (req.method === 'POST' && req.path === FORM_PATH) {
    const cookie = `${COOKIE}=${SESSION}; Path=/; HttpOnly`;
    return { status: 303, headers: { Location: '/', 'Set-Cookie': cookie } };
  }
  return html(200, FORM);
}

/** What the proxy answers in the server's place; null lets the request through to it. */
export function proxyReply(proxy: LogInProxy, req: SimRequest): SimReply | null {
  const reply = admitted(proxy, req);
  return reply && { ...reply, bare: true };
}
