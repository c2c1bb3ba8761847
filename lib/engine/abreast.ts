/**
 * Does the work for each of a list, up to `most` at a time, and answers in the order of the list.
 * Rejects as the first that does, once what was begun is over; nothing is begun after it.
 */
export async function abreast<A, B>(
  list: A[],
  most: number,
  work: (one: A) => Promise<B>,
): Promise<B[]> {
  const done: B[] = [];
  const failed: unknown[] = [];
  let at = 0;
  const next = async (): Promise<void> => {
    while (at < list.length && failed.length === 0) {
      const mine = at;
      at += 1;
      try {
        done[mine] = await work(list[mine]!);
      } catch (thrown) {
        failed.push(thrown);
      }
    }
  };
  await Promise.all(Array.from({ length: most }, next));
  if (failed.length > 0) throw failed[0];
  return done;
}
