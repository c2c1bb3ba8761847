import { onTestFinished } from 'vitest';
import { Http, type Manners } from '../../lib/servers/http';
import type { Connection } from '../../lib/servers/port';
import { connectionTo, Origin } from './probe';

/** An origin that lives as long as the test that asks for it. */
export async function serve(answer: Origin['answer']): Promise<Origin> {
  const origin = await Origin.start(answer);
  onTestFinished(() => origin.stop());
  return origin;
}

const manners: Manners = {
  headers: () => ({ 'X-Who': 'playhead' }),
  tokenHeaders: (token) => ({ 'X-Token': token }),
};

export const httpTo = (address: string, more: Partial<Connection> = {}): Http =>
  new Http(connectionTo(address, more), manners);

export const answering =
  (status: number, body = '{}', headers: Record<string, string> = {}): Origin['answer'] =>
  (_req, res) => {
    res.writeHead(status, { 'Content-Type': 'application/json', ...headers }).end(body);
  };
