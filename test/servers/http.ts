import type { IncomingMessage } from 'node:http';

/** A request as the simulators see it; `path` is below the server's base path. */
export interface SimRequest {
  method: string;
  path: string;
  query: URLSearchParams;
  rawQuery: string;
  headers: Record<string, string>;
  /** Parsed JSON, else the text, else undefined. */
  body: unknown;
  text: string;
  /** False when the path lies outside the base path. */
  underBase: boolean;
  /** Length of method, target and protocol with the line end. */
  requestLineBytes: number;
  /** False when a header holds bytes that are not UTF-8. */
  headersAreUtf8: boolean;
  /** Came over https. */
  secure: boolean;
}

export interface SimReply {
  status: number;
  headers?: Record<string, string>;
  /** Serialised as the product does it; a fault's `transform` sees this value. */
  json?: unknown;
  text?: string;
  /** A body that is no text. */
  bytes?: Buffer;
  type?: string;
  /** Close the socket instead of answering. */
  drop?: boolean;
  /** Answer without the product's CORS header. */
  bare?: boolean;
}

export interface LogEntry {
  method: string;
  path: string;
  query: URLSearchParams;
  headers: Record<string, string>;
  body: unknown;
  /** 0 while unanswered, or when the socket was closed. */
  status: number;
  /** Bytes of body on the wire, compressed where the answer was. */
  bytes: number;
}

/** Leaves a handler early with this answer. */
export class Refusal extends Error {
  constructor(readonly reply: SimReply) {
    super(`refused with ${reply.status}`);
    this.name = 'Refusal';
  }
}

export const json = (value: unknown, status = 200): SimReply => ({ status, json: value });
export const html = (status: number, text: string): SimReply => ({
  status,
  text,
  type: 'text/html',
});
/** The page of a product's own web client. */
export const webClient = (product: string): SimReply =>
  html(200, `<!DOCTYPE html><html><head><title>${product}</title></head></html>`);
/** Where that client is served. */
export const isWebClient = ({ path }: SimRequest): boolean => /^\/web(\/|$)/i.test(path);
export const empty = (status: number): SimReply => ({ status });

const utf8 = new TextDecoder('utf-8', { fatal: true });

function isUtf8(raw: string[]): boolean {
  try {
    for (const part of raw) utf8.decode(Buffer.from(part, 'latin1'));
    return true;
  } catch {
    return false;
  }
}

function parseBody(text: string, type: string): unknown {
  if (text === '') return undefined;
  if (!type.includes('json')) return text;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

const below = (path: string, base: string): boolean =>
  base === '' ||
  path.toLowerCase() === base.toLowerCase() ||
  path.toLowerCase().startsWith(`${base.toLowerCase()}/`);

/** Reads a request to its end. */
export async function readRequest(message: IncomingMessage, base: string): Promise<SimRequest> {
  const parts: Buffer[] = [];
  for await (const part of message) parts.push(part as Buffer);
  const text = Buffer.concat(parts).toString('utf8');
  const target = message.url ?? '/';
  const cut = target.indexOf('?');
  const rawPath = cut < 0 ? target : target.slice(0, cut);
  const rawQuery = cut < 0 ? '' : target.slice(cut + 1);
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(message.headers)) {
    headers[name] = Array.isArray(value) ? value.join(', ') : (value ?? '');
  }
  const underBase = below(rawPath, base);
  const method = message.method ?? 'GET';
  return {
    method,
    path: (underBase ? rawPath.slice(base.length) : rawPath) || '/',
    query: new URLSearchParams(rawQuery),
    rawQuery,
    headers,
    body: parseBody(text, headers['content-type'] ?? ''),
    text,
    underBase,
    requestLineBytes: method.length + target.length + ' '.length + ' HTTP/1.1\r\n'.length,
    headersAreUtf8: isUtf8(message.rawHeaders),
    secure: 'encrypted' in message.socket,
  };
}
