import * as z from 'zod/mini';

/** Ids come as numbers or as text. */
const id = z.pipe(
  z.union([z.string().check(z.minLength(1)), z.number()]),
  z.transform((value) => String(value)),
);
const text = z.nullish(z.string());
/** Yes comes as true, as 1 or as "1". */
const flag = z.pipe(
  z.nullish(z.union([z.boolean(), z.number(), z.string()])),
  z.transform((value) => value === true || value === 1 || value === '1' || value === 'true'),
);

export const pin = z.object({
  id,
  code: z.string().check(z.minLength(1)),
  expiresIn: z.nullish(z.number()),
  authToken: text,
});

export const account = z.object({ id, uuid: text, username: text, title: text });

export const people = z.union([z.array(z.unknown()), z.object({ users: z.array(z.unknown()) })]);

export const person = z.object({
  id,
  uuid: z.string().check(z.minLength(1)),
  title: text,
  username: text,
  protected: flag,
});

export const switched = z.object({
  authToken: z.string().check(z.minLength(1)),
});

export const resources = z.array(z.unknown());

export const resource = z.object({
  name: text,
  provides: z.string(),
  clientIdentifier: z.string().check(z.minLength(1)),
  owned: flag,
  sourceTitle: text,
  httpsRequired: flag,
  accessToken: text,
  connections: z.nullish(z.array(z.unknown())),
});

export const connection = z.object({
  protocol: text,
  address: text,
  port: z.nullish(z.union([z.number(), z.string()])),
  uri: text,
  local: flag,
  relay: flag,
});

export type RawResource = z.output<typeof resource>;
export type RawConnection = z.output<typeof connection>;
