import { expect, it } from 'vitest';
import type { SignIn } from '../../lib/model/signin';
import { authorization } from '../../lib/servers/mediabrowser/manners';
import { signInByName } from '../../lib/servers/mediabrowser/signin';
import type { Connection } from '../../lib/servers/port';
import { connect } from '../../lib/servers/registry';
import { type EmbyServer, type JellyfinServer, sampleWorld, type startServer } from '../servers';
import { allowTokensInUrls } from '../support/leaks';
import { connectionTo, problemFrom } from './probe';

/** What one version makes of signing in and of tokens. */
export interface AuthProduct {
  kind: 'emby' | 'jellyfin';
  version: string;
  options?: object;
  /** Which of `CARRIERS` bring a token. */
  carriers: Carrier[];
  /** Parts of the identity without which nobody is signed in. */
  demands: string[];
  /** What a disabled user's right password is answered. */
  disabled: { status: number; code: string };
}

export const CARRIERS = {
  'X-Emby-Token': (token: string) => ({ headers: { 'X-Emby-Token': token } }),
  'X-MediaBrowser-Token': (token: string) => ({ headers: { 'X-MediaBrowser-Token': token } }),
  'X-Emby-Authorization': (token: string) => ({
    headers: { 'X-Emby-Authorization': authorization('dev-1', token) },
  }),
  'Authorization: Emby': (token: string) => ({
    headers: { Authorization: authorization('dev-1', token).replace('MediaBrowser', 'Emby') },
  }),
  '?api_key=': (token: string) => ({ query: `?api_key=${token}` }),
  '?ApiKey=': (token: string) => ({ query: `?ApiKey=${token}` }),
} satisfies Record<string, (token: string) => { headers?: HeadersInit; query?: string }>;

export type Carrier = keyof typeof CARRIERS;
export type AuthServer = JellyfinServer | EmbyServer;

const IDENTITY = ['Client', 'Device', 'DeviceId', 'Version'];
const PASSWORDS = { mia: 'secret', ben: 'other', 'Zoë Øst 漢字': 'pä"ß\\wörd' };
type Name = keyof typeof PASSWORDS;

/** `begin` starts a server with what is given and stops it after the test. */
export function authContract(
  product: AuthProduct,
  begin: (setup: Parameters<typeof startServer>[0]) => Promise<AuthServer>,
): void {
  const { kind, version, options } = product;
  const users = Object.entries(PASSWORDS).map(([name, password]) => ({ name, password }));
  const start = () => begin({ kind, version, options, users, name: 'attic', world: sampleWorld() });
  const signIn = (sim: AuthServer, name: Name, more: Partial<Connection> = {}) =>
    signInByName(connectionTo(sim.url, { token: null, ...more }), kind, name, PASSWORDS[name]);
  const as = (sim: AuthServer, { token, userId, userName }: SignIn, deviceId = 'dev-1') =>
    connect(kind, connectionTo(sim.url, { token, userId, userName, deviceId }));
  const alive = (sim: AuthServer, signed: SignIn, deviceId?: string) =>
    as(sim, signed, deviceId)
      .whoAmI()
      .then(
        () => true,
        () => false,
      );
  const raw = async (sim: AuthServer, query: string, headers: HeadersInit): Promise<number> => {
    const response = await fetch(`${sim.url}/Users/${sim.userId('ben')}${query}`, { headers });
    await response.arrayBuffer();
    return response.status;
  };
  const knock = (sim: AuthServer, header: string) =>
    fetch(`${sim.url}/Users/AuthenticateByName`, {
      method: 'POST',
      headers: { Authorization: header, 'Content-Type': 'application/json' },
      body: JSON.stringify({ Username: 'ben', Pw: PASSWORDS.ben }),
    });

  it('signs in by name, without a token, and is that user from then on', async () => {
    const sim = await start();
    const signed = await signIn(sim, 'ben');
    const [{ headers, path } = { headers: {}, path: '' }] = sim.log;
    expect(path).toBe('/Users/AuthenticateByName');
    expect(JSON.stringify(headers)).not.toMatch(/token/i);
    expect(signed).toMatchObject({
      userId: sim.userId('ben'),
      userName: 'ben',
    });
    const person = await as(sim, signed).whoAmI();
    expect(person).toMatchObject({ userId: sim.userId('ben'), userName: 'ben' });
  });

  it('signs in users whose names and passwords are not ASCII', async () => {
    const sim = await start();
    const signed = await signIn(sim, 'Zoë Øst 漢字');
    expect(signed.userName).toBe('Zoë Øst 漢字');
    expect((await as(sim, signed).whoAmI()).userName).toBe('Zoë Øst 漢字');
  });

  it('takes the one form of header in which the product says who it is', async () => {
    const sim = await start();
    const { token } = await signIn(sim, 'ben');
    expect(await raw(sim, '', { Authorization: authorization('dev-1', token) })).toBe(200);
    expect(await raw(sim, '', { Authorization: authorization('dev-1', 'nonsense') })).toBe(401);
    expect(await raw(sim, '', { Authorization: authorization('dev-1', null) })).toBe(401);
  });

  it('reads in that header what was meant, whatever the device id holds', async () => {
    const sim = await start();
    const deviceId = 'Küche "2", +100 % = ä';
    const signed = await signIn(sim, 'ben', { deviceId });
    expect(sim.people.tokens.get(signed.token)?.deviceId).toBe(deviceId);
    expect(await alive(sim, signed, deviceId)).toBe(true);
  });

  const all = Object.keys(CARRIERS) as Carrier[];
  it.each(all.map((one) => [one, product.carriers.includes(one) ? 'takes' : 'refuses'] as const))(
    '%s: it %s a token in it, and the product does not need it',
    async (carrier, does) => {
      const sim = await start();
      allowTokensInUrls(sim);
      const signed = await signIn(sim, 'ben');
      const sent: { headers?: HeadersInit; query?: string } = CARRIERS[carrier](signed.token);
      const status = await raw(sim, sent.query ?? '', sent.headers ?? {});
      expect(status).toBe(does === 'takes' ? 200 : 401);
      expect(await alive(sim, signed)).toBe(true);
    },
  );

  it('ends the earlier token when the same user signs in again on a device', async () => {
    const sim = await start();
    const first = await signIn(sim, 'ben');
    const other = await signIn(sim, 'mia');
    const second = await signIn(sim, 'ben');
    expect(await alive(sim, first)).toBe(false);
    expect(await alive(sim, other)).toBe(true);
    expect(await alive(sim, second)).toBe(true);
  });

  it('lets two entries of one server live side by side, as their device ids differ', async () => {
    const sim = await start();
    const first = await signIn(sim, 'ben', { deviceId: 'entry-1' });
    const second = await signIn(sim, 'ben', { deviceId: 'entry-2' });
    expect(second.token).not.toBe(first.token);
    expect(await alive(sim, first, 'entry-1')).toBe(true);
    expect(await alive(sim, second, 'entry-2')).toBe(true);
  });

  it('refuses a wrong password and an unknown name, asked once each', async () => {
    const sim = await start();
    const connection = connectionTo(sim.url, { token: null });
    for (const name of ['ben', 'nobody']) {
      const problem = await problemFrom(signInByName(connection, kind, name, 'wrong'));
      expect(problem).toMatchObject({ code: 'signed-out', params: { status: '401' } });
    }
    expect(sim.log).toHaveLength(2);
  });

  it('refuses a disabled user, whose tokens are dead for good', async () => {
    const sim = await start();
    const signed = await signIn(sim, 'ben');
    sim.setUserDisabled('ben', true);
    expect((await problemFrom(as(sim, signed).whoAmI())).code).toBe('signed-out');
    const { status, code } = product.disabled;
    const problem = await problemFrom(signIn(sim, 'ben'));
    expect(problem).toMatchObject({ code, params: { status: String(status) } });
    sim.setUserDisabled('ben', false);
    expect(await alive(sim, signed)).toBe(false);
    expect(await alive(sim, await signIn(sim, 'ben'))).toBe(true);
  });

  it(`signs nobody in who does not say ${product.demands.join(', ')}`, async () => {
    const sim = await start();
    const whole = authorization('dev-1', null);
    for (const part of IDENTITY) {
      const header = whole.replace(new RegExp(`\\b${part}="[^"]*"(, )?`), '');
      expect(header).not.toContain(`${part}=`);
      const { status } = await knock(sim, header);
      expect([part, status]).toEqual([part, product.demands.includes(part) ? 400 : 200]);
    }
    expect((await knock(sim, whole)).status).toBe(200);
  });
}
