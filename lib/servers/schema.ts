import * as z from 'zod/mini';
import { ProblemError } from '../model/problem';

/**
 * Reads the part of an answer without which the rest means nothing. Rejects with `bad-answer`,
 * naming the endpoint (a path without query) and the field, never the value.
 */
export function expectShape<S extends z.ZodMiniType>(
  schema: S,
  value: unknown,
  endpoint: string,
): z.output<S> {
  const read = z.safeParse(schema, value);
  if (read.success) return read.data;
  const field = read.error.issues[0]?.path.map(String).join('.') || '(all)';
  throw new ProblemError({ code: 'bad-answer', params: { endpoint, field } });
}

/** Reads one row of a list: null when it cannot be understood, which costs that row alone. */
export function readRow<S extends z.ZodMiniType>(schema: S, value: unknown): z.output<S> | null {
  const read = z.safeParse(schema, value);
  return read.success ? read.data : null;
}
