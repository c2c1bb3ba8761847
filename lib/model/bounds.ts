interface Refusal {
  code?: string | undefined;
  origin?: string;
  minimum?: unknown;
  maximum?: unknown;
}

/** What a refused number should have been, in signs that every language reads: `≥ 3`; else null. */
export function boundOf({ code, origin, minimum, maximum }: Refusal): string | null {
  if (origin !== 'number') return null;
  if (code === 'too_small') return `≥ ${minimum}`;
  return code === 'too_big' ? `≤ ${maximum}` : null;
}
