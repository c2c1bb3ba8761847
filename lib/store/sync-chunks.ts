import { fromBase64, toBase64 } from './base64';

/** A text that one browser has put into the sync of its profile. */
export interface Shared {
  /** A random name of that browser. */
  owner: string;
  /** Epoch ms, by that browser's clock. */
  at: number;
  text: string;
}

/** One item of the browser's sync. All chunks of one text carry the same stamp. */
interface Chunk {
  v: 1;
  stamp: string;
  at: number;
  n: number;
  of: number;
  data: string;
}

const PREFIX = 'settings.';
/** An item may have 8,192 bytes, with its key and all around it. */
const CHUNK_LENGTH = 7_800;

/** A text as items of the browser's sync, none of them too large. */
export function toItems({ owner, at, text }: Shared, stamp: string): Record<string, Chunk> {
  // Base64, so that a byte of it is a byte in the browser's count.
  const whole = toBase64(new TextEncoder().encode(text));
  const of = Math.max(1, Math.ceil(whole.length / CHUNK_LENGTH));
  const chunks = Array.from({ length: of }, (_, n): [string, Chunk] => {
    const data = whole.slice(n * CHUNK_LENGTH, (n + 1) * CHUNK_LENGTH);
    return [`${PREFIX}${owner}.${n}`, { v: 1, stamp, at, n, of, data }];
  });
  return Object.fromEntries(chunks);
}

/** The items of one browser. */
export const keysOf = (items: Record<string, unknown>, owner: string): string[] =>
  Object.keys(items).filter((key) => ownerOf(key) === owner);

/** All texts that are there whole. Items arrive one by one: half a text is none yet. */
export function fromItems(items: Record<string, unknown>): Shared[] {
  const owners = new Set(Object.keys(items).map(ownerOf));
  return [...owners].flatMap((owner) => {
    if (owner === null) return [];
    const chunks = keysOf(items, owner).map((key) => items[key]);
    return joined(owner, chunks.filter(isChunk)) ?? [];
  });
}

const ownerOf = (key: string): string | null => /^settings\.([^.]+)\.\d+$/.exec(key)?.[1] ?? null;

function joined(owner: string, chunks: Chunk[]): Shared | null {
  const [newest] = [...chunks].sort((a, b) => b.at - a.at);
  if (!newest) return null;
  const { stamp, of, at } = newest;
  const parts = Array.from({ length: of }, (_, n) =>
    chunks.find((one) => one.stamp === stamp && one.n === n),
  );
  if (parts.some((part) => !part)) return null;
  const bytes = fromBase64(parts.map((part) => part!.data).join(''));
  return bytes && { owner, at, text: new TextDecoder().decode(bytes) };
}

function isChunk(item: unknown): item is Chunk {
  if (typeof item !== 'object' || item === null) return false;
  const { v, stamp, at, n, of, data } = item as Record<string, unknown>;
  const numbers = [at, n, of].every((one) => Number.isInteger(one));
  return (
    v === 1 &&
    numbers &&
    (of as number) <= 512 &&
    typeof stamp === 'string' &&
    typeof data === 'string'
  );
}
