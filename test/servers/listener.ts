import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { type Fault, FaultBook, type FaultSpec, replacement } from './faults';
import { drip, pour } from './flood';
import { type LogEntry, Refusal, readRequest, type SimReply, type SimRequest } from './http';
import { Watch } from './watch';
import { type Tls, Wire } from './wire';

export type RequestHook = (req: SimRequest) => void | Promise<void>;

interface Payload {
  body: Buffer;
  type: string | null;
}

const NOTICE_MS = 25;
const FAST_BROTLI = { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } };

/** Real HTTP or HTTPS on 127.0.0.1, with a log of requests, hooks and faults. */
export abstract class Listener {
  /** All requests since the start or the last `clearLog`, in the order in which they came. */
  readonly log: LogEntry[] = [];
  /** What a handler threw without meaning to; a test may want this empty. */
  readonly crashes: unknown[] = [];
  readonly watch = new Watch();
  port: number;
  private wire: Wire | null = null;
  private stopped = false;
  private readonly faults = new FaultBook();
  private hooks: RequestHook[] = [];

  constructor(
    port: number,
    readonly basePath: string,
    private readonly tls: Tls | null = null,
  ) {
    this.port = port;
  }

  abstract now(): number;

  get url(): string {
    return `${this.tls ? 'https' : 'http'}://127.0.0.1:${this.port}${this.basePath}`;
  }

  get running(): boolean {
    return this.wire !== null;
  }

  /** Listens; after a stop again on the same port, with the same state. */
  async start(): Promise<void> {
    if (this.wire) return;
    // clients of this process must first hear that their idle connections were closed
    if (this.stopped) await sleep(NOTICE_MS);
    const { tls } = this;
    const speech = tls ? { tls, plainToo: this.speaksBoth() } : { tls: null };
    this.wire = await Wire.open(this.port, speech, (message, res) => {
      void this.receive(message, res);
    });
    this.port = this.wire.port;
  }

  async stop(): Promise<void> {
    const { wire } = this;
    if (!wire) return;
    this.wire = null;
    this.stopped = true;
    await wire.close();
  }

  clearLog(): void {
    this.log.length = 0;
  }

  fault(spec: FaultSpec): Fault {
    return this.faults.add(spec);
  }

  clearFaults(): void {
    this.faults.clear();
  }

  /** Calls `hook` before each request is answered; answers a function that removes it. */
  onRequest(hook: RequestHook): () => void {
    this.hooks.push(hook);
    return () => {
      this.hooks = this.hooks.filter((other) => other !== hook);
    };
  }

  protected abstract answer(req: SimRequest): SimReply | Promise<SimReply>;

  /** The answer of whatever stands before the server; null lets the request through. */
  protected front(_req: SimRequest): SimReply | null {
    return null;
  }

  /** The product's answer to a mistake of its own. */
  protected abstract crashed(): SimReply;

  protected render(reply: SimReply, _req: SimRequest): Payload {
    if (reply.json !== undefined) {
      const type = reply.type ?? 'application/json; charset=utf-8';
      return { body: Buffer.from(JSON.stringify(reply.json)), type };
    }
    return { body: reply.bytes ?? Buffer.from(reply.text ?? ''), type: reply.type ?? null };
  }

  /** Headers that the product puts on every answer. */
  protected commonHeaders(_req: SimRequest, _reply: SimReply): Record<string, string> {
    return {};
  }

  protected compresses(): boolean {
    return false;
  }

  /** Whether plain http is spoken too on the port that speaks https. */
  protected speaksBoth(): boolean {
    return false;
  }

  /** Answers one request, of a socket or of what stands in for one. */
  async receive(message: IncomingMessage, res: ServerResponse): Promise<void> {
    try {
      this.watch.heard(message);
      const req = await readRequest(message, this.basePath);
      this.watch.heardBody(message, req.text);
      const { method, path, query, headers, body } = req;
      const entry: LogEntry = { method, path, query, headers, body, status: 0, bytes: 0 };
      this.log.push(entry);
      for (const hook of this.hooks) await hook(req);
      const fault = this.faults.take(req);
      if (fault?.delayMs && !fault.afterHandling)
        await sleep(fault.delayMs, undefined, { ref: false });
      const [reply, struck] = await this.reply(req, fault);
      if (struck?.delayMs && struck.afterHandling)
        await sleep(struck.delayMs, undefined, { ref: false });
      if (reply.drop) message.socket.destroy();
      else this.send(req, res, reply, struck, entry);
    } catch {
      // the client went away, or the server was stopped, in the middle of a request
      message.socket.destroy();
    }
  }

  /** The answer, and the fault that is in it. */
  private async reply(
    req: SimRequest,
    fault: FaultSpec | null,
  ): Promise<[SimReply, FaultSpec | null]> {
    const instead = fault && replacement(fault);
    if (fault && !fault.afterHandling) {
      if (fault.drop) return [{ status: 0, drop: true }, fault];
      if (instead) return [instead, fault];
    }
    const reply = await this.handled(req);
    if (!fault || fault.answering?.(reply.json) === false) return [reply, null];
    if (fault.afterHandling && fault.drop) return [{ status: 0, drop: true }, fault];
    if (fault.afterHandling && instead) return [instead, fault];
    if (!fault.transform || reply.json === undefined) return [reply, fault];
    return [{ ...reply, json: fault.transform(structuredClone(reply.json)) }, fault];
  }

  private async handled(req: SimRequest): Promise<SimReply> {
    try {
      return this.front(req) ?? (await this.answer(req));
    } catch (thrown) {
      if (thrown instanceof Refusal) return thrown.reply;
      this.crashes.push(thrown);
      return this.crashed();
    }
  }

  private send(
    req: SimRequest,
    res: ServerResponse,
    reply: SimReply,
    fault: FaultSpec | null,
    entry: LogEntry,
  ): void {
    if (fault?.flood) {
      entry.status = 200;
      pour(res, fault.flood, (bytes) => {
        entry.bytes += bytes;
      });
      return;
    }
    const payload = this.render(reply, req);
    let { body } = payload;
    if (fault?.truncate) body = body.subarray(0, Math.floor(body.length / 2));
    res.sendDate = false;
    res.setHeader('Date', new Date(this.now()).toUTCString());
    if (payload.type !== null) res.setHeader('Content-Type', payload.type);
    const common = reply.bare ? {} : this.commonHeaders(req, reply);
    for (const [name, value] of Object.entries({ ...common, ...reply.headers })) {
      res.setHeader(name, value);
    }
    const coding = this.compresses() && !reply.bytes && body.length > 0 ? preferred(req) : null;
    if (coding) {
      res.setHeader('Content-Encoding', coding);
      res.setHeader('Vary', 'Accept-Encoding');
      body = coding === 'br' ? brotliCompressSync(body, FAST_BROTLI) : gzipSync(body, { level: 1 });
    }
    res.statusCode = reply.status;
    entry.status = reply.status;
    entry.bytes = body.length;
    if (fault?.dripMs) {
      drip(res, body, fault.dripMs);
      return;
    }
    // written before the end, so that a compressed answer is chunked and has no length
    if (coding) res.write(body);
    res.end(coding ? undefined : body);
  }
}

function preferred(req: SimRequest): 'br' | 'gzip' | null {
  const accepted = (req.headers['accept-encoding'] ?? '').toLowerCase();
  if (/\bbr\b/.test(accepted)) return 'br';
  return /\bgzip\b/.test(accepted) ? 'gzip' : null;
}
