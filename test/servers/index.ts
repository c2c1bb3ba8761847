import { type EmbyOptions, EmbyServer } from './emby';
import { type JellyfinOptions, JellyfinServer } from './jellyfin';
import { type PlexOptions, PlexServer } from './plex';
import type { ServerSetup } from './setup';

interface Kinds {
  jellyfin: { options: JellyfinOptions; server: JellyfinServer };
  emby: { options: EmbyOptions; server: EmbyServer };
  plex: { options: PlexOptions; server: PlexServer };
}

export type { Fault, FaultSpec } from './faults';
export type { LogEntry, SimReply, SimRequest } from './http';
export type { SimPlayer } from './player';
export type { SimServer } from './server';
export type { LibrarySetup, ServerSetup, TitleState, UserSetup } from './setup';
export { bigWorld, createWorld, sampleWorld, type Title, type World } from './world';
export type { EmbyServer, JellyfinServer, PlexServer };

type Setup<Kind extends keyof Kinds> = ServerSetup<Kind, Kinds[Kind]['options']>;

/** A simulated server that does not listen yet. */
export function makeServer(setup: Setup<'jellyfin'> | Setup<'emby'> | Setup<'plex'>) {
  if (setup.kind === 'jellyfin') return new JellyfinServer(setup as Setup<'jellyfin'>);
  if (setup.kind === 'emby') return new EmbyServer(setup as Setup<'emby'>);
  return new PlexServer(setup as Setup<'plex'>);
}

/** Starts a simulated server on 127.0.0.1. */
export async function startServer<Kind extends keyof Kinds>(
  setup: Setup<Kind>,
): Promise<Kinds[Kind]['server']> {
  const server = makeServer(setup as Setup<'jellyfin'> | Setup<'emby'> | Setup<'plex'>);
  await server.start();
  return server;
}
