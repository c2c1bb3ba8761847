import { type ProblemCode, ProblemError, problemOf } from '../model/problem';
import { type Answer, jsonOf, skewFrom, statusProblem } from './answers';
import { type Allowance, type AnswerKind, MOST_BYTES, MOST_FAILURE_BYTES, readBody } from './body';
import { MOST_PICTURE_BYTES, noPicture, type Picture, pictureOf } from './pictures';
import type { Connection } from './port';

const DEFAULT_TIMEOUT_MS = 30_000;
const RETRY_DELAY_MS = 200;
const RETRIED = [502, 504];
/** A server in trouble may refuse for a moment whom it knows well. */
const REFUSED = [401, 403];
const MAX_REDIRECTS = 3;

export type Query = Record<string, string | number | boolean | undefined>;

export interface Ask {
  /** Below the connection's address; begins with a slash. Named in problems, so no secrets. */
  path: string;
  query?: Query;
  /** GET unless said. A POST is a write: it is sent once, and never follows a redirect. */
  method?: 'GET' | 'POST';
  body?: unknown;
  /** Sends no token. */
  anonymous?: boolean;
  /** A refusal is an ordinary answer here, and not asked for twice. */
  mayRefuse?: boolean;
  /** JSON unless said. */
  accept?: string;
  /** What is asked for, which says how large the answer may be; `single` unless said. */
  answer?: AnswerKind;
  /** What the pages of the list that this is one of may have together. */
  allowance?: Allowance;
  /** Bytes that the answer may have, where its kind does not say it. */
  most?: number;
}

/** Nothing of the browser's own goes along, and nothing is kept. */
const PLAIN = { credentials: 'omit', cache: 'no-store' } as const;

/** `redirect`: the browser hides where it leads. */
type Answered = 'redirect' | { status: number; answer: Answer; location: string | null };

/** What differs between products in how a request is dressed and a refusal is read. */
export interface Manners {
  /** Headers that say who asks, without the token. */
  headers(): Record<string, string>;
  /** The headers that carry the token. */
  tokenHeaders(token: string): Record<string, string>;
  /** What a refusal means where its status alone does not tell; null where it does. */
  meaning?(answer: Answer, path: string): ProblemCode | null | Promise<ProblemCode | null>;
}

/**
 * Requests to one server. The token goes into headers only, and only to the origin of the
 * connection's address. Rejects with a `ProblemError` and nothing else.
 */
export class Http {
  readonly traffic = { requests: 0, bytes: 0 };
  skewMs = 0;

  constructor(
    private readonly connection: Connection,
    private readonly manners: Manners,
  ) {}

  /** The JSON of a successful answer. */
  async json(ask: Ask): Promise<unknown> {
    const { answer, movedTo } = await this.follow(ask);
    return jsonOf(answer, ask.path, movedTo);
  }

  /** A successful answer with whatever body; use for writes, whose body may be empty. */
  async send(ask: Ask): Promise<Answer> {
    return (await this.follow(ask)).answer;
  }

  /** A small picture; null where there is none. */
  async picture({ path, query }: Pick<Ask, 'path' | 'query'>): Promise<Picture | null> {
    const ask: Ask = { path, query, accept: 'image/*', most: MOST_PICTURE_BYTES };
    const found = await this.follow(ask).catch((error) => {
      const { code } = problemOf(error);
      if (code === 'not-found') return null;
      throw code === 'answer-too-large' ? noPicture(path, 'Content-Length') : error;
    });
    return found && pictureOf(found.answer, path);
  }

  /** The status of an answer to a request without token, whatever it is, and its body. */
  async peek(path: string): Promise<Answer> {
    const ask = { path, anonymous: true };
    return this.inTime(path, async (signal) => {
      const answer = await this.ask(this.urlOf(ask), 'GET', ask, signal);
      if (answer === 'redirect') throw new ProblemError({ code: 'redirected', params: {} });
      return answer.answer;
    });
  }

  /** `movedTo`: where redirects of the same origin led, null without one. */
  private async follow(ask: Ask): Promise<{ answer: Answer; movedTo: string | null }> {
    const method = ask.method ?? 'GET';
    let url = this.urlOf(ask);
    const last = await this.inTime(ask.path, async (signal) => {
      for (let hop = 0; ; hop++) {
        const answer = await this.ask(url, method, ask, signal);
        const leads = answer === 'redirect' || (answer.status >= 300 && answer.status < 400);
        if (!leads) return { answer: answer.answer, movedTo: hop > 0 ? url : null };
        url = await this.redirected(url, answer, hop, ask, signal);
      }
    });
    if (last.answer.status >= 200 && last.answer.status < 300) return last;
    throw await this.refusal(last.answer, ask);
  }

  /** One time limit for all that an answer takes: attempts, redirects, and the body to its last byte. */
  private async inTime<T>(endpoint: string, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const { timeoutMs = DEFAULT_TIMEOUT_MS, patience } = this.connection;
    const ms = Math.min(timeoutMs, patience?.left ?? timeoutMs);
    if (ms <= 0) throw new ProblemError({ code: 'out-of-time', params: { endpoint } });
    const over = patience?.begin();
    try {
      return await work(AbortSignal.timeout(ms));
    } finally {
      over?.();
    }
  }

  private urlOf({ path, query = {} }: Ask): string {
    const search = new URLSearchParams();
    for (const [name, value] of Object.entries(query)) {
      if (value !== undefined) search.set(name, String(value));
    }
    const text = `${this.connection.address}${path}${search.size > 0 ? `?${search}` : ''}`;
    const url = URL.canParse(text) ? new URL(text) : null;
    if (!url || !/^https?:$/.test(url.protocol) || url.username || url.password) {
      throw new ProblemError({ code: 'bad-address', params: { endpoint: path } });
    }
    return url.href;
  }

  private async ask(url: string, method: string, ask: Ask, signal: AbortSignal): Promise<Answered> {
    const body = ask.body === undefined ? undefined : JSON.stringify(ask.body);
    const headers = this.headers(ask, body !== undefined);
    const again = ask.anonymous || ask.mayRefuse ? RETRIED : [...RETRIED, ...REFUSED];
    const init = { ...PLAIN, method, body, headers, redirect: 'manual', signal } as const;
    try {
      const first = await this.attempt(url, init, ask).catch((error) => {
        const final = method !== 'GET' || signal.aborted || error instanceof ProblemError;
        if (final) throw error;
        return null;
      });
      const stands = first === 'redirect' || (first && !again.includes(first.status));
      if (first && (stands || method !== 'GET')) return first;
      await new Promise((done) => setTimeout(done, RETRY_DELAY_MS));
      return await this.attempt(url, init, ask);
    } catch (error) {
      if (error instanceof ProblemError) throw error;
      const code = signal.aborted ? 'timeout' : silenceOf(url);
      throw new ProblemError({ code, params: { endpoint: ask.path } });
    }
  }

  private headers(ask: Ask, hasBody: boolean): Record<string, string> {
    const headers: Record<string, string> = {
      Accept: ask.accept ?? 'application/json',
      ...(hasBody && { 'Content-Type': 'application/json' }),
    };
    if (ask.anonymous) return { ...headers, ...this.manners.headers() };
    const { token } = this.connection;
    if (!token) throw new ProblemError({ code: 'no-token', params: { endpoint: ask.path } });
    return { ...headers, ...this.manners.headers(), ...this.manners.tokenHeaders(token) };
  }

  /** One attempt at an answer, with its body. Rejects with `answer-too-large` for too much of it. */
  private async attempt(url: string, init: RequestInit, ask: Ask): Promise<Answered> {
    const response = await this.fetch(url, init);
    this.skewMs = skewFrom(response.headers.get('date'), Date.now()) ?? this.skewMs;
    if (response.type === 'opaqueredirect') return 'redirect';
    const { status, headers, ok } = response;
    const { bytes, whole } = await readBody(response, ok ? mostOf(ask) : MOST_FAILURE_BYTES);
    this.traffic.bytes += bytes.byteLength;
    if (ask.allowance) ask.allowance.left -= bytes.byteLength;
    if (!whole && ok) {
      throw new ProblemError({ code: 'answer-too-large', params: { endpoint: ask.path } });
    }
    return {
      status,
      location: headers.get('location'),
      answer: {
        status,
        contentType: headers.get('content-type') ?? '',
        text: new TextDecoder().decode(bytes),
        bytes,
        challenged: headers.has('www-authenticate'),
        retryAfter: headers.get('retry-after'),
        date: headers.get('date'),
        errorCode: headers.get('x-application-error-code'),
      },
    };
  }

  private fetch(url: string, init: RequestInit): Promise<Response> {
    // Called as a bare function: a browser's own fetch refuses any other `this`.
    const { fetch } = this.connection;
    this.traffic.requests++;
    return fetch(url, init);
  }

  /** Where a redirect leads, when that is the same origin and the request a read. */
  private async redirected(
    url: string,
    answer: 'redirect' | { location: string | null },
    hop: number,
    { method = 'GET', path: endpoint }: Ask,
    signal: AbortSignal,
  ): Promise<string> {
    const refused = (to: string | null) =>
      new ProblemError({ code: 'redirected', params: { endpoint, ...(to && { to }) } });
    if (method !== 'GET' || hop >= MAX_REDIRECTS) throw refused(null);
    const target = answer === 'redirect' ? await this.probe(url, signal) : answer.location;
    if (!target || !URL.canParse(target, url)) throw refused(null);
    const next = new URL(target, url);
    if (next.origin !== new URL(url).origin) throw refused(next.origin);
    return next.href;
  }

  /**
   * Browsers hide where a redirect leads. This follows it without token or any other header of
   * ours, only to learn the last address; null when that cannot be learnt.
   */
  private async probe(url: string, signal: AbortSignal): Promise<string | null> {
    try {
      const response = await this.fetch(url, { ...PLAIN, redirect: 'follow', signal });
      await response.body?.cancel();
      return response.url || null;
    } catch {
      return null;
    }
  }

  private async refusal(answer: Answer, ask: Ask): Promise<ProblemError> {
    const problem = statusProblem(answer, ask.path, Date.now());
    const meaning = isAskedToLogIn(answer)
      ? 'login-page'
      : await this.manners.meaning?.(answer, ask.path);
    if (meaning) problem.code = meaning;
    // An answer may quote what it was asked with.
    const { token } = this.connection;
    if (token && problem.params?.said?.includes(token)) delete problem.params.said;
    return new ProblemError(problem);
  }
}

const mostOf = ({ most, answer = 'single', allowance }: Ask): number =>
  Math.min(most ?? MOST_BYTES[answer], allowance?.left ?? Number.POSITIVE_INFINITY);

/** A media server leaves signing in to its clients; what stands in front of it may not. */
const isAskedToLogIn = ({ status, challenged }: Answer): boolean =>
  (status === 401 || status === 407) && challenged;

/** A browser does not say why nothing came; over https it may be the certificate. */
const silenceOf = (url: string): ProblemCode =>
  url.startsWith('https:') ? 'unreachable-secure' : 'unreachable';

/** A header value may hold printable ASCII only; anything else is percent-encoded. */
export const headerSafe = (value: string): string =>
  /^[\x20-\x7e]*$/.test(value) ? value : encodeURIComponent(value);
