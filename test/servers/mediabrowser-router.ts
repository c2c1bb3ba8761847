import type { SimReply, SimRequest } from './http';
import type { Credentials } from './mediabrowser-auth';
import type { Params } from './mediabrowser-params';
import type { MediaBrowserServer } from './mediabrowser-server';
import type { SimUser, TokenRecord } from './people';

/** Who calls: a user's token, an API key (no user, all rights), or nobody. */
export interface Caller {
  record: TokenRecord | null;
  user: SimUser | null;
  /** An administrator or an API key. */
  admin: boolean;
  sent: Credentials;
}

export interface Call {
  req: SimRequest;
  params: Params;
  /** Parts of the path, by name. */
  path: Record<string, string>;
  caller: Caller;
}

export type Handler<S = MediaBrowserServer> = (server: S, call: Call) => SimReply;

export interface Route<S = MediaBrowserServer> {
  methods: string[];
  pattern: RegExp;
  handler: Handler<S>;
  /** Answered without a token. */
  open: boolean;
}

/** `GET|POST /Users/:user/Items`: names after a colon are handed to the handler. */
export function route<S>(line: string, handler: Handler<S>, open = false): Route<S> {
  const [methods = '', path = ''] = line.split(' ');
  const source = path.replaceAll(/:(\w+)/g, '(?<$1>[^/]+)');
  return { methods: methods.split('|'), pattern: new RegExp(`^${source}/?$`, 'i'), handler, open };
}

/** A route with the server that answers it. */
export interface BoundRoute {
  methods: string[];
  pattern: RegExp;
  open: boolean;
  run: (call: Call) => SimReply;
}

export const bound = <S>(server: S, routes: Route<S>[]): BoundRoute[] =>
  routes.map(({ methods, pattern, open, handler }) => ({
    methods,
    pattern,
    open,
    run: (call) => handler(server, call),
  }));

export type Match =
  | { found: 'route'; route: BoundRoute; path: Record<string, string> }
  | { found: 'other-method' }
  | { found: 'nothing' };

/** Paths without regard to case, with or without a slash at the end. */
export function match(routes: BoundRoute[], method: string, path: string): Match {
  let known = false;
  for (const one of routes) {
    const hit = one.pattern.exec(path);
    if (!hit) continue;
    known = true;
    if (one.methods.includes(method)) {
      return { found: 'route', route: one, path: { ...hit.groups } };
    }
  }
  return known ? { found: 'other-method' } : { found: 'nothing' };
}
