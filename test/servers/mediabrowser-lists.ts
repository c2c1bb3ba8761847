import type { SimReply } from './http';
import type { Params } from './mediabrowser-params';
import { maySee, page, resumable } from './mediabrowser-query';
import type { Call } from './mediabrowser-router';
import { typeOf } from './mediabrowser-rows';
import type { MediaBrowserServer } from './mediabrowser-server';
import type { SimUser } from './people';
import { leaves, type SimItem } from './shelf';

function fits(params: Params, item: SimItem): boolean {
  const include = params.words('includeItemTypes');
  const exclude = params.words('excludeItemTypes');
  const type = typeOf(item).toLowerCase();
  if (exclude.includes(type)) return false;
  const folder = item.kind === 'show' || item.kind === 'season';
  if (params.words('mediaTypes').includes('video') && folder) return false;
  return include.length === 0 || include.includes(type);
}

/** The newest version of a film that is in progress; versions without a date of their own tie. */
function newestVersions(server: MediaBrowserServer, user: SimUser, items: SimItem[]): SimItem[] {
  const date = (item: SimItem) => server.data.truth(user, item).lastPlayed?.ms ?? null;
  return items.filter((item) => {
    const first = item.primary ?? item;
    const rivals = items.filter((one) => one !== item && (one.primary ?? one) === first);
    const own = date(item);
    return rivals.every((rival) => {
      const other = date(rival);
      return own === null || other === null || own >= other;
    });
  });
}

/**
 * The dedicated list: newest first, without what the user has taken off the home page. 12.0 also
 * lists other versions of a film here, under their own ids.
 */
export function resumeList(server: MediaBrowserServer, user: SimUser, call: Call): SimReply {
  const { params } = call;
  const { dialect } = server;
  const parent = params.text('parentId');
  const excluded = parent === null ? server.latestExcludes.get(user) : undefined;
  const active = params.flag('excludeActiveSessions') ?? false;
  const found = server.shelf.items.filter((item) => {
    if (item.primary && !dialect.versionsApart) return false;
    if (item.library.hiddenFrom.has(user.name) || excluded?.has(item.library.id)) return false;
    if (parent !== null && item.library.id !== parent) return false;
    if (!fits(params, item) || !resumable(server, user, item)) return false;
    return !active || !server.sessions.isPlaying(user, item);
  });
  const played = (item: SimItem) => server.data.truth(user, item).lastPlayed?.ms ?? 0;
  const newest = (a: SimItem, b: SimItem) => played(b) - played(a);
  const listed = dialect.versionsApart ? newestVersions(server, user, found) : found;
  listed.sort(newest);
  if (dialect.product === 'jellyfin') {
    return page(
      server,
      user,
      listed,
      params,
      dialect.shortPages === 'none' ? 'before-cut' : 'after-cut',
    );
  }
  const hidden = server.playback.hidden.get(user);
  const shown = listed.filter((item) => !hidden?.has(item.id));
  return page(server, user, [...nextUps(server, user, params), ...shown], params, 'before-cut');
}

/** Emby puts the next episode of every started series into the list, without a position. */
function nextUps(server: MediaBrowserServer, user: SimUser, params: Params): SimItem[] {
  const shows = server.shelf.items.filter((item) => item.kind === 'show' && maySee(user, item));
  return shows.flatMap((show) => {
    const parts = leaves(show)
      .filter((one) => !one.missing && one.season !== 0)
      .sort((a, b) => (a.season ?? 0) - (b.season ?? 0) || (a.episode ?? 0) - (b.episode ?? 0));
    const begun = (item: SimItem) => server.data.truth(user, item);
    if (parts.some((one) => begun(one).ticks > 0)) return [];
    const last = parts.findLastIndex((one) => begun(one).played);
    const next = last < 0 ? undefined : parts[last + 1];
    return next && fits(params, next) ? [next] : [];
  });
}
