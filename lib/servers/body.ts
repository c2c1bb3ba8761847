/** How many bytes an answer of each kind may have, unpacked. */
export const MOST_BYTES = {
  /** What says something of the server, a user, or one title. */
  single: 4_000_000,
  /** A page of a list, or rows that were asked for by id. */
  list: 8_000_000,
  /** A page of a catalogue, or all episodes of a show. */
  catalogue: 24_000_000,
} as const;

export type AnswerKind = keyof typeof MOST_BYTES;

/** Of the answer to something that failed, no more than this is read. */
export const MOST_FAILURE_BYTES = 64_000;

/** What the pages of one list may have together: each takes of it what it has. */
export interface Allowance {
  /** Bytes that are left. */
  left: number;
}

/** More than that is no list of what somebody is in the middle of. */
export const listAllowance = (): Allowance => ({ left: 32_000_000 });

export interface Body {
  bytes: Uint8Array<ArrayBuffer>;
  /** There was no more of it. */
  whole: boolean;
}

/**
 * The body of a response, counted while it comes and as it is unpacked: of one that has more than
 * `most` bytes, the rest is not waited for.
 */
export async function readBody(response: Response, most: number): Promise<Body> {
  const parts: Uint8Array[] = [];
  const reader = response.body?.getReader();
  let length = 0;
  let whole = true;
  while (reader) {
    const { done, value } = await reader.read();
    if (done) break;
    const room = most - length;
    parts.push(value.byteLength > room ? value.subarray(0, room) : value);
    length += Math.min(value.byteLength, room);
    if (value.byteLength <= room) continue;
    whole = false;
    // What is left is not worth waiting for, nor is how the goodbye ends.
    reader.cancel().catch(() => {});
    break;
  }
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.byteLength;
  }
  return { bytes, whole };
}
