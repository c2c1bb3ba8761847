import { ProblemError } from '../model/problem';
import { type Answer, isWebPage } from './answers';

/** A small picture as a server gives it. */
export interface Picture {
  /** `image/jpeg` or another kind that every browser draws; never one with scripts in it. */
  type: string;
  bytes: Uint8Array<ArrayBuffer>;
}

/** What is larger is no small picture, and is not read to its end. */
export const MOST_PICTURE_BYTES = 500_000;

const DRAWN = /^image\/(avif|gif|jpeg|png|webp)$/;

/** Rejects with `login-page` or `bad-answer` for what is no picture, or too large. */
export function pictureOf(answer: Answer, endpoint: string): Picture {
  if (isWebPage(answer)) throw new ProblemError({ code: 'login-page', params: { endpoint } });
  const wrong = (field: string) =>
    new ProblemError({ code: 'bad-answer', params: { endpoint, field } });
  const type = answer.contentType.split(';')[0]!.trim().toLowerCase();
  const { bytes } = answer;
  if (!DRAWN.test(type)) throw wrong('Content-Type');
  if (bytes.byteLength === 0 || bytes.byteLength > MOST_PICTURE_BYTES)
    throw wrong('Content-Length');
  return { type, bytes: new Uint8Array(bytes) };
}

/** The body of a response; of one that has more bytes than that, a part that is one too long. */
export async function readUpTo(response: Response, most: number): Promise<ArrayBuffer> {
  const whole = new Uint8Array(most + 1);
  const reader = response.body?.getReader();
  let length = 0;
  while (reader && length <= most) {
    const { done, value } = await reader.read();
    if (done) return whole.buffer.slice(0, length);
    whole.set(value.subarray(0, whole.length - length), length);
    length += value.byteLength;
  }
  await reader?.cancel();
  return whole.buffer.slice(0, length);
}
