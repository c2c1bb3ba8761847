import * as z from 'zod/mini';

/** Plex gives numbers as numbers or as text. */
const number = z.pipe(
  z.union([z.number(), z.string().check(z.regex(/^-?\d+(\.\d+)?$/))]),
  z.transform((value) => Number(value)),
);
/** Ids come as text or as numbers; to us they are opaque text. */
const id = z.pipe(
  z.union([z.string().check(z.minLength(1)), z.number()]),
  z.transform((value) => String(value)),
);
const optionalNumber = z.nullish(number);
const optionalId = z.nullish(id);
const optionalText = z.nullish(z.string());

const container = <Shape extends z.core.$ZodLooseShape>(shape: Shape) =>
  z.object({ MediaContainer: z.object(shape) });

export const identity = container({ machineIdentifier: id, version: z.string() });
export const root = container({ machineIdentifier: optionalId, friendlyName: optionalText });

/**
 * When nothing is found, `Metadata` is missing altogether; without paging, so is the total. One of
 * `size` and `Metadata` is there, or it is no list.
 */
export const page = z.object({
  MediaContainer: z
    .object({
      size: optionalNumber,
      totalSize: optionalNumber,
      /** Of the listings of one library, whose rows do not repeat it. */
      librarySectionID: optionalId,
      /** The library's own random id, which no other server has. */
      librarySectionUUID: optionalId,
      Metadata: z.nullish(z.array(z.unknown())),
    })
    .check(z.refine(({ size, Metadata }) => size != null || Metadata != null, { path: ['size'] })),
});

export const sections = container({ Directory: z.nullish(z.array(z.unknown())) });
export const section = z.object({
  key: id,
  type: z.string(),
  title: optionalText,
  uuid: optionalId,
  contentChangedAt: optionalNumber,
  updatedAt: optionalNumber,
  scannedAt: optionalNumber,
});

export const named = z.object({ ratingKey: id });
export const typed = z.object({ type: z.string() });

const guids = z.nullish(z.array(z.object({ id: optionalText })));

/** Times of day are epoch seconds, positions and durations are milliseconds. */
export const row = z.object({
  ratingKey: id,
  type: z.enum(['movie', 'episode']),
  title: optionalText,
  guid: optionalText,
  Guid: guids,
  year: optionalNumber,
  originallyAvailableAt: optionalText,
  index: optionalNumber,
  parentIndex: optionalNumber,
  grandparentRatingKey: optionalId,
  grandparentGuid: optionalText,
  grandparentTitle: optionalText,
  librarySectionID: optionalId,
  editionTitle: optionalText,
  duration: optionalNumber,
  viewOffset: optionalNumber,
  viewCount: optionalNumber,
  lastViewedAt: optionalNumber,
  Marker: z.nullish(z.array(z.object({ type: optionalText, startTimeOffset: optionalNumber }))),
});

export const entry = z.object({
  ratingKey: id,
  type: z.enum(['movie', 'show']),
  title: optionalText,
  year: optionalNumber,
  guid: optionalText,
  Guid: guids,
});

export const preferences = container({ Setting: z.nullish(z.array(z.unknown())) });
export const preference = z.object({ id: z.string(), value: number });

export const timeline = container({
  viewOffset: optionalNumber,
  viewCount: optionalNumber,
  lastViewedAt: optionalNumber,
  terminationCode: optionalNumber,
});

export const sessions = container({
  Metadata: z.nullish(
    z.array(
      z.object({
        ratingKey: optionalId,
        User: z.nullish(z.object({ id: optionalId, title: optionalText })),
        Player: z.nullish(z.object({ state: optionalText })),
      }),
    ),
  ),
});

export type RawRow = z.output<typeof row>;
export type RawGuids = z.output<typeof guids>;
export type RawSession = NonNullable<
  z.output<typeof sessions>['MediaContainer']['Metadata']
>[number];
