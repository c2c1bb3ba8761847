/** The distinct values, in groups of at most `size`. */
export function batchesOf<T>(values: Iterable<T>, size: number): T[][] {
  const distinct = [...new Set(values)];
  const batches: T[][] = [];
  for (let at = 0; at < distinct.length; at += size) batches.push(distinct.slice(at, at + size));
  return batches;
}
