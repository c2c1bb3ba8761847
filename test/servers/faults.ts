import type { Flood } from './flood';
import type { SimReply, SimRequest } from './http';

export interface FaultSpec {
  /** A test on the request, or a pattern on its path. */
  when: RegExp | ((req: SimRequest) => boolean);
  /** Default: for ever. */
  times?: number;
  status?: number;
  headers?: Record<string, string>;
  /** Text, bytes, or a value that is sent as JSON. */
  body?: unknown;
  delayMs?: number;
  /** Close the socket without an answer. */
  drop?: boolean;
  /** Send only the first half of the body. */
  truncate?: boolean;
  /** Answer a web page. */
  html?: boolean;
  /** Send a body that is far too large. */
  flood?: Flood;
  /** Send the body a byte at a time, one every so many ms. */
  dripMs?: number;
  transform?: (json: unknown) => unknown;
  /** Strikes only where the server's own answer is like this. */
  answering?: (json: unknown) => boolean;
  /** Let the server do what was asked first: only the answer is lost, late or replaced. */
  afterHandling?: boolean;
}

export interface Fault {
  remove(): void;
  /** How often it has struck. */
  readonly hits: number;
}

interface Armed extends Fault {
  spec: FaultSpec;
  hits: number;
}

const PAGE = '<!DOCTYPE html><html><head><title>Welcome</title></head><body>Welcome</body></html>';

/** The faults of one server; the first that matches a request strikes. */
export class FaultBook {
  private armed: Armed[] = [];

  add(spec: FaultSpec): Fault {
    const fault: Armed = {
      spec,
      hits: 0,
      remove: () => {
        this.armed = this.armed.filter((other) => other !== fault);
      },
    };
    this.armed.push(fault);
    return fault;
  }

  clear(): void {
    this.armed = [];
  }

  take(req: SimRequest): FaultSpec | null {
    const found = this.armed.find(({ spec, hits }) => {
      if (spec.times !== undefined && hits >= spec.times) return false;
      return spec.when instanceof RegExp ? spec.when.test(req.path) : spec.when(req);
    });
    if (!found) return null;
    found.hits += 1;
    return found.spec;
  }
}

/** The answer that a fault puts in the place of the server's, or null when it has none. */
export function replacement(fault: FaultSpec): SimReply | null {
  const { status, body, headers } = fault;
  if (fault.html) return { status: status ?? 200, text: PAGE, type: 'text/html', headers };
  if (typeof body === 'string') {
    return { status: status ?? 200, text: body, type: 'text/plain', headers };
  }
  if (Buffer.isBuffer(body)) return { status: status ?? 200, bytes: body, headers };
  if (body !== undefined) return { status: status ?? 200, json: body, headers };
  return status === undefined ? null : { status, headers };
}
