/** The distinct values, in groups of at most `size`. */
export function batchesOf<T>(values: Iterable<T>, size: number): T[][] {
  const distinct = [...new Set(values)];
  const batches: T[][] = [];
  for (let at = 0; at < distinct.length; at += size) batches.push(distinct.slice(at, at + size));
  return batches;
}

/** Requests to one server that may be under way side by side. */
const AT_ONCE = 4;

/**
 * Asks for all of them, a few at a time; answers in the order given. After a failure nothing more is
 * begun, and it rejects with the first one once what is under way has ended.
 */
export async function inTurns<T, Answer>(
  wanted: readonly T[],
  ask: (one: T) => Promise<Answer>,
  atOnce = AT_ONCE,
): Promise<Answer[]> {
  const answers: Answer[] = [];
  const failures: unknown[] = [];
  let next = 0;
  const worker = async () => {
    while (next < wanted.length && failures.length === 0) {
      const at = next++;
      try {
        answers[at] = await ask(wanted[at]!);
      } catch (failure) {
        failures.push(failure);
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, wanted.length) }, worker));
  if (failures.length > 0) throw failures[0];
  return answers;
}
