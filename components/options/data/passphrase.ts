export const SHORTEST = 8;

export type Strength = 'short' | 'weak' | 'fair' | 'strong';

const FAIR_BITS = 50;
const STRONG_BITS = 85;

/** What kinds of characters there are, and how many of each. */
const POOLS: [RegExp, number][] = [
  [/[a-z]/, 26],
  [/[A-Z]/, 26],
  [/[0-9]/, 10],
  [/ /, 1],
  [/[^a-zA-Z0-9 ]/, 30],
];

/**
 * How hard a passphrase is to guess, roughly: by its length and the kinds of its characters. What
 * repeats or counts up (aaa, abc, 123) adds nothing, nor does a character that came before add much.
 */
export function strengthOf(passphrase: string): Strength {
  if ([...passphrase].length < SHORTEST) return 'short';
  const pool = POOLS.reduce((sum, [kind, size]) => sum + (kind.test(passphrase) ? size : 0), 0);
  const bits = Math.log2(pool) * surprises(passphrase);
  if (bits < FAIR_BITS) return 'weak';
  return bits < STRONG_BITS ? 'fair' : 'strong';
}

const AGAIN = 0.6;

function surprises(passphrase: string): number {
  const seen = new Set<number>();
  let before = Number.NaN;
  let count = 0;
  for (const character of passphrase) {
    const code = character.codePointAt(0)!;
    const expected = Math.abs(code - before) <= 1;
    if (!expected) count += seen.has(code) ? AGAIN : 1;
    seen.add(code);
    before = code;
  }
  return count;
}
