/** Is a dotted version ("10.11.11", "4.8.11.0") at least this one? Parts missing count as 0. */
export function atLeast(version: string, ...wanted: number[]): boolean {
  const parts = version.split('.').map((part) => Number.parseInt(part, 10) || 0);
  for (const [index, want] of wanted.entries()) {
    const have = parts[index] ?? 0;
    if (have !== want) return have > want;
  }
  return true;
}
