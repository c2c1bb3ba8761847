import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Problem, ProblemError } from '../../lib/model/problem';
import type { Connection } from '../../lib/servers/port';

/** The problem that a promise is rejected with; fails when it is not, or with anything else. */
export async function problemFrom(promise: Promise<unknown>): Promise<Problem> {
  const outcome = await promise.then(
    (value) => ({ value }),
    (thrown: unknown) => ({ thrown }),
  );
  if ('value' in outcome) {
    throw new Error(`expected a problem, got ${JSON.stringify(outcome.value)}`);
  }
  if (!(outcome.thrown instanceof ProblemError)) throw outcome.thrown;
  return outcome.thrown.problem;
}

/** A bare web server on the loopback address that answers what it is told. */
export class Origin {
  readonly seen: { method: string; url: string; headers: IncomingMessage['headers'] }[] = [];
  private readonly server = createServer((req, res) => {
    this.seen.push({ method: req.method ?? '', url: req.url ?? '', headers: req.headers });
    req.resume();
    this.answer(req, res);
  });

  private constructor(public answer: (req: IncomingMessage, res: ServerResponse) => void) {}

  static async start(answer: Origin['answer']): Promise<Origin> {
    const origin = new Origin(answer);
    await new Promise<void>((done) => origin.server.listen(0, '127.0.0.1', done));
    return origin;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  stop(): Promise<void> {
    return new Promise((done) => {
      this.server.close(() => done());
      this.server.closeAllConnections();
    });
  }
}

export const connectionTo = (address: string, more: Partial<Connection> = {}): Connection => ({
  id: 'attic',
  address,
  token: 'se-cr-et',
  userId: null,
  userName: null,
  deviceId: 'dev-1',
  fetch: globalThis.fetch,
  ...more,
});
