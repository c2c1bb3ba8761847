import type { IncomingMessage, ServerResponse } from 'node:http';
import type { SimServer } from '../servers';

type Answering = Pick<SimServer, 'receive'>;

/**
 * A `fetch` that hands each request to the simulated server of its port, without a socket. It takes and
 * answers as much of a `Request` and a `Response` as is needed: real ones take most of the time of a world.
 */
export function fetchInProcess(servers: ReadonlyMap<string, Answering>): typeof fetch {
  return async (input, init = {}) => {
    const url = new URL(String(input));
    const server = servers.get(url.port);
    if (!server) throw new TypeError(`nobody answers at ${url.host}`);
    return new Promise((answer, fail) => {
      const hangUp = () => fail(new TypeError('the connection was closed'));
      void server.receive(messageOf(url, init, hangUp), responseTo(answer));
    });
  };
}

function messageOf(url: URL, init: RequestInit, hangUp: () => void): IncomingMessage {
  const headers: Record<string, string> = { host: url.host };
  for (const [name, value] of Object.entries(init.headers ?? {}))
    headers[name.toLowerCase()] = value;
  return {
    method: init.method ?? 'GET',
    url: url.pathname + url.search,
    headers,
    rawHeaders: [],
    socket: { destroy: hangUp },
    async *[Symbol.asyncIterator]() {
      if (init.body) yield Buffer.from(init.body as string);
    },
  } as unknown as IncomingMessage;
}

/** Takes what a server writes, and answers with it once that has ended. */
function responseTo(answer: (response: Response) => void): ServerResponse {
  const headers = new Headers();
  const parts: Uint8Array[] = [];
  const written = {
    statusCode: 200,
    sendDate: true,
    setHeader: (name: string, value: string) => headers.set(name, value),
    write: (part: Uint8Array) => parts.push(part),
    end(part?: Uint8Array) {
      if (part) parts.push(part);
      const { statusCode: status } = written;
      const read = { status, headers, type: 'default', body: bodyOf(parts) };
      answer(read as unknown as Response);
    },
  };
  return written as unknown as ServerResponse;
}

/** A body that is there already, as a stream. */
function bodyOf(parts: readonly Uint8Array[]) {
  const left = [...parts];
  return {
    getReader: () => ({
      read: async () => ({ done: left.length === 0, value: left.shift() }),
      cancel: async () => {},
    }),
  };
}
