import type { ServerResponse } from 'node:http';
import { createGzip } from 'node:zlib';

/** A body that a broken or hostile server sends in place of its own. */
export interface Flood {
  /** How many bytes of JSON it has, unpacked. */
  bytes: number;
  /** Sent packed: a few thousandths of it on the wire. */
  packed?: boolean;
}

const PIECE = Buffer.from(' '.repeat(65_536));

/** Pours a list that does not end before so many bytes, as fast as it is read. */
export function pour(
  res: ServerResponse,
  { bytes, packed }: Flood,
  sent: (n: number) => void,
): void {
  res.setHeader('Content-Type', 'application/json');
  if (packed) res.setHeader('Content-Encoding', 'gzip');
  const way = packed ? createGzip({ level: 9 }) : res;
  if (way !== res) way.pipe(res);
  let left = bytes;
  const more = () => {
    while (left > 0 && !res.destroyed) {
      left -= PIECE.length;
      sent(PIECE.length);
      if (!way.write(PIECE)) {
        way.once('drain', more);
        return;
      }
    }
    way.end();
  };
  way.on('error', () => res.destroy());
  res.once('close', () => {
    left = 0;
    if (way !== res) way.destroy();
  });
  way.write('{"Items":[],"MediaContainer":{},');
  more();
}

/** Sends a body a byte at a time, one every so many ms. */
export function drip(res: ServerResponse, body: Buffer, everyMs: number): void {
  let at = 0;
  const timer = setInterval(() => {
    if (at < body.length) res.write(body.subarray(at, at + 1));
    else res.end();
    at += 1;
  }, everyMs);
  timer.unref();
  res.once('close', () => clearInterval(timer));
}
