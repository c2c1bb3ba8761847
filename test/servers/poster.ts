import { crc32, deflateSync } from 'node:zlib';
import type { SimReply } from './http';
import type { SimItem } from './shelf';

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const WIDTH = 2;
const HEIGHT = 3;
const EIGHT_BIT_RGB = [8, 2, 0, 0, 0];

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

function chunk(name: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(name), data]);
  return Buffer.concat([uint32(data.length), named, uint32(crc32(named))]);
}

/** A tiny PNG in a colour of its own for every text. */
export function posterOf(text: string): Buffer {
  const colour = uint32(crc32(text)).subarray(0, 3);
  const row = Buffer.concat([Buffer.from([0]), ...Array.from({ length: WIDTH }, () => colour)]);
  const rows = Buffer.concat(Array.from({ length: HEIGHT }, () => row));
  const header = Buffer.concat([uint32(WIDTH), uint32(HEIGHT), Buffer.from(EIGHT_BIT_RGB)]);
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

export const posterReply = ({ title }: SimItem): SimReply => ({
  status: 200,
  bytes: posterOf(title.key),
  type: 'image/png',
});
