import { describe, expect, it } from 'vitest';
import { askQuickConnect, beginQuickConnect } from '../../lib/servers/jellyfin/quick-connect';
import { bench } from './bench';
import { connectionTo, problemFrom } from './probe';

describe.each(['10.8.13', '10.9.11', '10.11.11', '12.0.0'])('Quick Connect on %s', (version) => {
  const start = async (options: object = {}) => {
    const { sim, as } = await bench('jellyfin', { version, options });
    return { sim, as, connection: connectionTo(sim.url, { token: null }) };
  };

  it('signs in as whoever types the code', async () => {
    const { sim, as, connection } = await start();
    const begun = await beginQuickConnect(connection, version, 1_000);
    expect(begun).toMatchObject({
      code: expect.stringMatching(/^\d{6}$/),
      expiresAt: 1_000 + 10 * 60_000,
    });
    expect(await askQuickConnect(connection, begun.secret)).toBeNull();
    sim.authorizeQuickConnect(begun.code, 'ben');
    const signIn = await askQuickConnect(connection, begun.secret);
    expect(signIn).toMatchObject({ userId: sim.userId('ben'), userName: 'ben' });
    const me = await as('ben', { token: signIn!.token, userId: null }).whoAmI();
    expect(me.userName).toBe('ben');
  });

  it('is over when its code is no longer known', async () => {
    const { sim, connection } = await start();
    const { secret } = await beginQuickConnect(connection, version, 0);
    sim.clock = () => Date.now() + 11 * 60_000;
    expect((await problemFrom(askQuickConnect(connection, secret))).code).toBe('not-found');
  });

  it('says when it is switched off', async () => {
    const { connection } = await start({ quickConnect: false });
    const refused = beginQuickConnect(connection, version, 0);
    expect((await problemFrom(refused)).code).toBe('quick-connect-off');
  });
});
