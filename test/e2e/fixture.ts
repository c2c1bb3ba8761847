import { test as base, expect } from '@playwright/test';
import { type SimServer, startServer } from '../servers';
import { leaksOf } from '../support/leaks';
import { type Extension, type Launch, startExtension } from './extension';

type StartOptions = Parameters<typeof startServer>[0];

interface Fixtures {
  /** The servers that a test has started. */
  servers: SimServer[];
  /** How the browser is started. */
  launch: Launch;
  extension: Extension;
  start(options: StartOptions): Promise<SimServer>;
}

export const test = base.extend<Fixtures>({
  servers: async ({}, use) => {
    const servers: SimServer[] = [];
    await use(servers);
    await Promise.all(servers.map((server) => server.stop()));
    expect(leaksOf(servers)).toEqual([]);
  },
  launch: async ({}, use) => use({}),
  extension: async ({ servers, launch }, use) => {
    const extension = await startExtension(launch);
    const said: string[] = [];
    extension.context.on('console', (message) => said.push(message.text()));
    await use(extension);
    expect(await tokensTold(extension, servers, said)).toEqual([]);
    await extension.close();
  },
  start: async ({ servers }, use) => {
    await use(async (options) => {
      const server = await startServer(options);
      servers.push(server);
      return server;
    });
  },
});

/** Tokens of the servers in what anybody gets to see: log, export, history, problems. */
async function tokensTold(extension: Extension, servers: SimServer[], said: string[]) {
  const open = extension.context.pages().filter((page) => page.url().startsWith('chrome-'));
  const texts = await Promise.all(open.map((page) => page.locator('body').innerText()));
  const answers = extension.page.isClosed()
    ? []
    : [await extension.send('exportSettings', {}), await extension.send('history', {})];
  const told = JSON.stringify([said, texts, answers]);
  const tokens = servers.flatMap(({ people }) => [...people.tokens.keys()]);
  return tokens.filter((token) => told.includes(token));
}

export { expect };
