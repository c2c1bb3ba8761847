import type { IncomingMessage } from 'node:http';

/** A token in an address, or at a server that did not issue it. */
export type LeakKind = 'in-address' | 'elsewhere';

interface Token {
  by: Watch;
  whose: string;
}

/** Every token that a server of this process has issued, dead ones too. */
const tokens = new Map<string, Token>();
const lengths = new Set<number>();
const watches: Watch[] = [];

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

/** The tokens that stand in a text, also as a part of something longer. */
function tokensIn(text: string): string[] {
  const found: string[] = [];
  for (const [run] of text.matchAll(/[0-9a-z]{16,}/gi)) {
    for (const length of lengths) {
      for (let from = 0; from + length <= run.length; from += 1) {
        const part = run.slice(from, from + length);
        if (tokens.has(part)) found.push(part);
      }
    }
  }
  return found;
}

/**
 * Looks at all that one server is sent for tokens where none may be. It judges each request as it
 * comes, so that nothing need be kept and nothing is lost when a log is cleared.
 */
export class Watch {
  /** In reports. */
  name = 'a server';
  /** Sentences, each once. */
  readonly leaks = new Set<string>();
  private readonly allowed = new Set<LeakKind>();

  constructor() {
    watches.push(this);
  }

  /** Every leak at any server of this process. */
  static all(): string[] {
    return watches.flatMap(({ leaks }) => [...leaks]);
  }

  /** From now on this kind of request is a test's own doing. */
  allow(kind: LeakKind): void {
    this.allowed.add(kind);
  }

  issued(token: string, whose: string): void {
    tokens.set(token, { by: this, whose });
    lengths.add(token.length);
  }

  /** A request has come; its body need not have. */
  heard({ method, url = '', rawHeaders }: IncomingMessage): void {
    const line = `${method} ${decoded(url)}`;
    for (const token of tokensIn(line)) this.found('in-address', token, line, 'its address');
    for (let n = 0; n < rawHeaders.length; n += 2) {
      const [header = '', value = ''] = rawHeaders.slice(n, n + 2);
      this.strangersIn(decoded(value), line, `the header ${header}`);
    }
  }

  heardBody({ method, url = '' }: IncomingMessage, body: string): void {
    if (body !== '') this.strangersIn(body, `${method} ${decoded(url)}`, 'its body');
  }

  private strangersIn(text: string, line: string, where: string): void {
    for (const token of tokensIn(text)) {
      if (tokens.get(token)?.by !== this) this.found('elsewhere', token, line, where);
    }
  }

  private found(kind: LeakKind, token: string, line: string, where: string): void {
    if (this.allowed.has(kind)) return;
    const { by, whose } = tokens.get(token) as Token;
    const what = by === this ? `its own token of ${whose}` : `${by.name}'s token of ${whose}`;
    const shown = line.replaceAll(token, '<token>');
    this.leaks.add(`${this.name} was sent ${what} in ${where}: ${shown}`);
  }
}
