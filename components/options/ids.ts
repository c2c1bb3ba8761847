const RANDOM_BYTES = 4;

function random(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(RANDOM_BYTES));
  return [...bytes].map((byte) => byte.toString(36).padStart(2, '0')).join('');
}

/** "Mum's server" as "mum-s-server". */
const slug = (name: string): string =>
  name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 32);

/** Playhead's own id of a new server or pair: readable, and never the same twice. */
export const newId = (name: string): string => [slug(name), random()].filter(Boolean).join('-');
