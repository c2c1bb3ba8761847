import { describe, expect, it } from 'vitest';
import { signInByName } from '../../lib/servers/mediabrowser/signin';
import { bench } from './bench';
import { connectionTo, problemFrom } from './probe';

const MINUTE = 60_000;

describe('Jellyfin', () => {
  it('takes ids and users with dashes and in capitals', async () => {
    const { sim, as, known, world } = await bench('jellyfin');
    sim.play(world.find('Alien'), MINUTE);
    const server = as('mia', { userId: sim.userId().toUpperCase() });
    expect((await server.inProgress(null, known)).rows).toHaveLength(1);
    expect((await server.whoAmI()).userId).toBe(sim.userId().toUpperCase());
  });

  describe('with an API key', () => {
    it('reads as the user who is named', async () => {
      const { sim, world, as, known } = await bench('jellyfin');
      sim.play(world.find('Alien'), MINUTE, { user: 'ben' });
      const server = as('ben', { token: sim.apiKey() });
      expect(await server.whoAmI()).toEqual({ userId: sim.userId('ben'), userName: 'ben' });
      expect((await server.inProgress(null, known)).rows).toHaveLength(1);
    });

    it('reads as nobody who was disabled', async () => {
      const { sim, as } = await bench('jellyfin');
      sim.setUserDisabled('ben', true);
      const server = as('ben', { token: sim.apiKey() });
      expect((await problemFrom(server.whoAmI())).code).toBe('user-disabled');
    });

    it('needs one to be named', async () => {
      const { sim, as, known } = await bench('jellyfin');
      const server = as('ben', { token: sim.apiKey(), userId: null });
      expect((await problemFrom(server.whoAmI())).code).toBe('wrong-user');
      expect((await problemFrom(server.inProgress(null, known))).code).toBe('wrong-user');
    });
  });

  it('learns the user from the token when none is named', async () => {
    const { sim, world, as, known } = await bench('jellyfin');
    sim.play(world.find('Alien'), MINUTE, { user: 'ben' });
    const server = as('ben', { userId: null });
    expect((await server.inProgress(null, known)).rows).toHaveLength(1);
    expect((await server.whoAmI()).userId).toBe(sim.userId('ben'));
  });

  it('reads as somebody else only for an administrator', async () => {
    const { sim, as } = await bench('jellyfin');
    const admin = as('mia', { userId: sim.userId('ben') });
    expect(await admin.whoAmI()).toMatchObject({ userName: 'ben' });
    const other = as('ben', { userId: sim.userId('mia') });
    expect((await problemFrom(other.whoAmI())).code).toBe('wrong-user');
  });

  it('refuses a user who may not write user data', async () => {
    const { sim, world, as } = await bench('jellyfin');
    sim.setPreferenceAccess('ben', false);
    const server = as('ben');
    await server.identify();
    const [id] = sim.itemIds(world.find('Alien'));
    const row = (await server.lookUp([id!])).rows.get(id!)!;
    const problem = await problemFrom(server.write({ row, positionMs: MINUTE, playedAt: null }));
    expect(problem.code).toBe('forbidden');
    sim.deleteTitle(world.find('Alien'));
    const gone = as('mia').write({ row, positionMs: MINUTE, playedAt: null });
    expect((await problemFrom(gone)).code).toBe('not-found');
  });

  it('signs in by name, with whatever characters', async () => {
    const { sim } = await bench('jellyfin', {
      users: [{ name: 'mia' }, { name: 'Zoë, "Z"', password: 'pässwörd' }],
    });
    const connection = connectionTo(sim.url, { token: null, deviceId: 'Gerät "1", +' });
    const signed = await signInByName(connection, 'jellyfin', 'Zoë, "Z"', 'pässwörd');
    expect(signed).toMatchObject({ userName: 'Zoë, "Z"' });
    expect([...sim.people.tokens.values()].map(({ deviceId }) => deviceId)).toContain(
      'Gerät "1", +',
    );
    expect((await problemFrom(signInByName(connection, 'jellyfin', 'Zoë, "Z"', ''))).code).toBe(
      'signed-out',
    );
    sim.setUserDisabled('Zoë, "Z"', true);
    const refused = signInByName(connection, 'jellyfin', 'Zoë, "Z"', 'pässwörd');
    expect((await problemFrom(refused)).code).toBe('user-disabled');
  });
});
