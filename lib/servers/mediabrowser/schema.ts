import * as z from 'zod/mini';

const text = z.nullish(z.string());
const number = z.nullish(z.number());

/** Ids are text; should one come as a number, it is the same id. */
const id = z.pipe(
  z.union([z.string().check(z.minLength(1)), z.number()]),
  z.transform((value) => String(value)),
);

/** Keys in lower case: a Jellyfin server that is still starting spells them in camelCase. */
export const publicInfo = z.object({
  id: z.string().check(z.minLength(1)),
  version: z.string().check(z.minLength(1)),
  servername: text,
  productname: text,
});

export const page = z.object({ Items: z.array(z.unknown()), TotalRecordCount: z.number() });
export const items = z.object({ Items: z.array(z.unknown()) });

export const ancestors = z.array(z.object({ Id: id, Type: text }));

/** Enough of a row to name it. */
export const named = z.object({ Id: id });
/** Enough of a row to see whether it concerns us, and whose it is. */
export const typed = z.object({
  Type: z.string(),
  ServerId: text,
  LocationType: text,
  ExtraType: text,
});

/** The position is in ticks of 100 ns. */
export const userData = z.object({
  PlaybackPositionTicks: z.number(),
  Played: z.boolean(),
  PlayCount: number,
  IsFavorite: z.nullish(z.boolean()),
  Rating: number,
  LastPlayedDate: text,
  Key: text,
});

export const row = z.object({
  Id: id,
  Type: z.enum(['Movie', 'Video', 'Episode']),
  Name: text,
  ProductionYear: number,
  PremiereDate: text,
  RunTimeTicks: number,
  IndexNumber: number,
  IndexNumberEnd: number,
  ParentIndexNumber: number,
  SeriesId: z.nullish(id),
  SeriesName: text,
  ProviderIds: z.nullish(z.record(z.string(), z.unknown())),
  UserData: userData,
});

export const entry = z.object({
  Id: id,
  Type: z.enum(['Movie', 'Series', 'Episode']),
  Name: text,
  ProductionYear: number,
  ProviderIds: z.nullish(z.record(z.string(), z.unknown())),
});

export const newest = z.object({ Id: z.string(), Etag: text, DateCreated: text });

export const view = z.object({ Id: z.string(), Name: text, CollectionType: text });

export const user = z.object({
  Id: z.string().check(z.minLength(1)),
  Name: text,
  Policy: z.nullish(
    z.object({
      IsAdministrator: z.nullish(z.boolean()),
      IsDisabled: z.nullish(z.boolean()),
      EnableMediaPlayback: z.nullish(z.boolean()),
    }),
  ),
});

export const users = z.array(z.unknown());

export const session = z.object({
  UserId: text,
  DeviceId: text,
  AdditionalUsers: z.nullish(z.array(z.object({ UserId: text }))),
  NowPlayingItem: z.nullish(z.object({ Id: text })),
  PlayState: z.nullish(z.object({ IsPaused: z.nullish(z.boolean()), MediaSourceId: text })),
});
export const sessions = z.array(session);

export const signedIn = z.object({
  AccessToken: z.string().check(z.minLength(1)),
  ServerId: z.string(),
  User: z.object({ Id: z.string(), Name: text }),
});

export const quickConnect = z.object({
  Secret: z.string().check(z.minLength(1)),
  Code: z.string().check(z.minLength(1)),
  Authenticated: z.nullish(z.boolean()),
});

export type RawRow = z.output<typeof row>;
export type RawUser = z.output<typeof user>;
export type UserData = z.output<typeof userData>;
export type RawSession = z.output<typeof session>;
