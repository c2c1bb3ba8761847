import { html, json, Refusal, type SimReply, type SimRequest } from './http';
import type { SimUser } from './people';
import type { PlexServer } from './plex';
import type { Row } from './plex-rows';
import type { SimItem } from './shelf';

export interface PlexCall {
  req: SimRequest;
  user: SimUser;
  /** Groups of the path's pattern. */
  path: string[];
}

export type Handler = (server: PlexServer, call: PlexCall) => SimReply;

/** Error pages are HTML. */
export const failure = (status: number, words: string): SimReply =>
  html(
    status,
    `<html><head><title>${words}</title></head><body><h1>${status} ${words}</h1></body></html>`,
  );

export const notFound = (): Refusal => new Refusal(failure(404, 'Not Found'));
export const done = (): SimReply => html(200, '');

export const container = (content: Row): SimReply => json({ MediaContainer: content });

/** Headers may also be given as parameters. */
export const option = (req: SimRequest, name: string): string | null =>
  req.headers[name.toLowerCase()] ?? req.query.get(name);

export const itemOf = (
  server: PlexServer,
  user: SimUser,
  id: string | null | undefined,
): SimItem => {
  const item = server.shelf.byId.get((id ?? '').replace('/library/metadata/', ''));
  if (!item || !server.sees(user, item)) throw notFound();
  return item;
};

export type PlexRoute = [methods: string, pattern: RegExp, handler: Handler];
