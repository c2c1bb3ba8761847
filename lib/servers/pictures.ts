import { ProblemError } from '../model/problem';
import { type Answer, isWebPage, pageCode } from './answers';

/** A small picture as a server gives it. */
export interface Picture {
  /** `image/jpeg` or another kind that every browser draws; never one with scripts in it. */
  type: string;
  bytes: Uint8Array<ArrayBuffer>;
}

/** What is larger is no small picture, and is not read to its end. */
export const MOST_PICTURE_BYTES = 500_000;

const DRAWN = /^image\/(avif|gif|jpeg|png|webp)$/;

/** What shows that an answer is no small picture. */
export const noPicture = (endpoint: string, field: string): ProblemError =>
  new ProblemError({ code: 'bad-answer', params: { endpoint, field } });

/** Rejects with what a web page is, or with `bad-answer`, for what is no picture. */
export function pictureOf(answer: Answer, endpoint: string): Picture {
  if (isWebPage(answer)) throw new ProblemError({ code: pageCode(answer), params: { endpoint } });
  const type = answer.contentType.split(';')[0]!.trim().toLowerCase();
  const { bytes } = answer;
  if (!DRAWN.test(type)) throw noPicture(endpoint, 'Content-Type');
  if (bytes.byteLength === 0) throw noPicture(endpoint, 'Content-Length');
  return { type, bytes };
}
