import { afterEach, describe } from 'vitest';
import { startServer } from '../servers';
import {
  type AuthProduct,
  type AuthServer,
  authContract,
  CARRIERS,
  type Carrier,
} from './contract-auth';

const ALL = Object.keys(CARRIERS) as Carrier[];
const jellyfin = (version: string, more: Partial<AuthProduct> = {}): AuthProduct => ({
  kind: 'jellyfin',
  version,
  carriers: ALL,
  demands: ['Client', 'Device', 'DeviceId', 'Version'],
  disabled: { status: 403, code: 'user-disabled' },
  ...more,
});

const PRODUCTS: Record<string, AuthProduct> = {
  'Jellyfin 10.8': jellyfin('10.8.13'),
  'Jellyfin 10.10': jellyfin('10.10.7'),
  'Jellyfin 10.11': jellyfin('10.11.11'),
  'Jellyfin 10.11 whose administrator has switched the old carriers off': jellyfin('10.11.11', {
    options: { legacyAuthorization: false },
    carriers: ['?ApiKey='],
  }),
  'Jellyfin 12.0': jellyfin('12.0.0', { carriers: ['?ApiKey='] }),
  Emby: {
    kind: 'emby',
    version: '4.8.11.0',
    carriers: ALL.filter((carrier) => carrier !== '?ApiKey='),
    demands: ['DeviceId'],
    disabled: { status: 401, code: 'signed-out' },
  },
};

const running: AuthServer[] = [];

afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.stop()));
});

describe.each(Object.entries(PRODUCTS))('%s', (_name, product) => {
  authContract(product, async (setup) => {
    const server = (await startServer(setup)) as AuthServer;
    running.push(server);
    return server;
  });
});
