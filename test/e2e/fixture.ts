import { test as base, expect } from '@playwright/test';
import { type SimServer, startServer } from '../servers';
import { type Extension, startExtension } from './extension';

type StartOptions = Parameters<typeof startServer>[0];

interface Fixtures {
  extension: Extension;
  start(options: StartOptions): Promise<SimServer>;
}

export const test = base.extend<Fixtures>({
  extension: async ({}, use) => {
    const extension = await startExtension();
    await use(extension);
    await extension.close();
  },
  start: async ({}, use) => {
    const servers: SimServer[] = [];
    await use(async (options) => {
      const server = await startServer(options);
      servers.push(server);
      return server;
    });
    await Promise.all(servers.map((server) => server.stop()));
  },
});

export { expect };
