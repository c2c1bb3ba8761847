/**
 * Nothing here runs: it does not compile when our schemas read a field that Jellyfin's own
 * description of its answers does not have, or has with another type.
 */
import type {
  AuthenticationResult,
  BaseItemDto,
  BaseItemDtoQueryResult,
  PublicSystemInfo,
  SessionInfoDto,
  UserDto,
  UserItemDataDto,
} from '@jellyfin/sdk/lib/generated-client/models';
import type * as z from 'zod/mini';
import type * as shapes from '../../lib/servers/mediabrowser/schema';

/** The description marks nearly everything as optional; these are the fields that we insist on. */
type Sure<T, K extends keyof T> = T & { [P in K]-?: NonNullable<T[P]> };
type Lower<T> = { [K in keyof T as Lowercase<K & string>]: T[K] };

/** Does an answer of that type pass, and are all fields that we read fields that it has? */
type Reads<Shape extends z.ZodMiniType, Answer> = [Answer] extends [z.input<Shape>]
  ? [keyof z.input<Shape>] extends [keyof Answer]
    ? true
    : { unknown: Exclude<keyof z.input<Shape>, keyof Answer> }
  : { refused: Answer };

type Row = Sure<Omit<BaseItemDto, 'UserData'>, 'Id'> & {
  Type: 'Movie' | 'Episode';
  UserData: Sure<UserItemDataDto, 'PlaybackPositionTicks' | 'Played'>;
};
type Entry = Sure<BaseItemDto, 'Id'> & { Type: 'Movie' | 'Series' };
type Signed = Sure<Omit<AuthenticationResult, 'User'>, 'AccessToken' | 'ServerId'> & {
  User: Sure<UserDto, 'Id'>;
};

export const reads = {
  publicInfo: true satisfies Reads<
    typeof shapes.publicInfo,
    Lower<Sure<PublicSystemInfo, 'Id' | 'Version'>>
  >,
  page: true satisfies Reads<
    typeof shapes.page,
    Sure<BaseItemDtoQueryResult, 'Items' | 'TotalRecordCount'>
  >,
  row: true satisfies Reads<typeof shapes.row, Row>,
  typed: true satisfies Reads<typeof shapes.typed, Sure<BaseItemDto, 'Type'>>,
  userData: true satisfies Reads<
    typeof shapes.userData,
    Sure<UserItemDataDto, 'PlaybackPositionTicks' | 'Played'>
  >,
  entry: true satisfies Reads<typeof shapes.entry, Entry>,
  newest: true satisfies Reads<typeof shapes.newest, Sure<BaseItemDto, 'Id'>>,
  view: true satisfies Reads<typeof shapes.view, Sure<BaseItemDto, 'Id'>>,
  user: true satisfies Reads<typeof shapes.user, Sure<UserDto, 'Id'>>,
  session: true satisfies Reads<typeof shapes.session, SessionInfoDto>,
  signedIn: true satisfies Reads<typeof shapes.signedIn, Signed>,
};
