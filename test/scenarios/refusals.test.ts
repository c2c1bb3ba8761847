import { describe, expect, it } from 'vitest';
import { conditionOf } from '../../lib/status/condition';
import { statusOf } from '../../lib/status/status';
import { CLEARABLE, HOUR, KINDS, MINUTE, overHttp } from './homes';

const AGO = 90 * MINUTE;

/** One film in step; then it moves on the other server. */
async function moved(kind: (typeof KINDS)[number]) {
  const made = await overHttp('jellyfin', kind);
  const { home, attic, film } = made;
  attic.play(film, 20 * MINUTE, { at: Date.now() - AGO });
  await home.run();
  attic.play(film, 50 * MINUTE);
  home.ahead += HOUR;
  const cellarState = () => home.store.serverStateRows.get('cellar') ?? null;
  const condition = () => conditionOf({ id: 'cellar', signedIn: true, state: cellarState() });
  const badge = () =>
    statusOf(
      {
        servers: ['attic', 'cellar'].map((id) => ({
          id,
          signedIn: true,
          state: home.store.serverStateRows.get(id) ?? null,
        })),
        pairs: home.store.kept.pairs.map((pair) => ({
          ...pair,
          state: home.store.pairStateRows.get(pair.id) ?? null,
        })),
        options: home.store.kept.options,
        running: null,
        schedule: { startedAt: null, finishedAt: null },
        pause: null,
      },
      home.ports.now(),
    ).badge;
  return { ...made, condition, badge };
}

describe.each(CLEARABLE)('outside the hours in which a user may watch on %s', (kind) => {
  it('positions wait without a word to the person, and go on in the morning', async () => {
    const { home, cellar, film, condition, badge } = await moved(kind);
    const hours = cellar as Extract<typeof cellar, { setOutsideHours: unknown }>;
    hours.setOutsideHours(undefined, true);
    const night = await home.run();
    expect(night).toMatchObject({ outcome: 'retry-later', problem: { code: 'outside-hours' } });
    expect([condition(), badge()]).toEqual(['retrying', '']);
    hours.setOutsideHours(undefined, false);
    home.ahead += 8 * HOUR;
    expect(await home.run()).toMatchObject({ outcome: 'done', written: 1 });
    expect(cellar.state(film).positionMs).toBe(50 * MINUTE);
  });
});

describe.each(KINDS)('on %s', (kind) => {
  it('rights that are taken away ask for no sign-in, and what is given back goes on', async () => {
    const { home, cellar, film, condition } = await moved(kind);
    const open = /^\/(identity|System\/Info\/Public|Users\/[^/]+|)$/;
    const fault = cellar.fault({ when: ({ path }) => !open.test(path), status: 403, body: 'no' });
    expect(await home.run()).toMatchObject({ problem: { code: 'forbidden' } });
    expect(condition()).toBe('needs-you');
    fault.remove();
    home.ahead += MINUTE;
    expect(await home.run()).toMatchObject({ outcome: 'done', written: 1 });
    expect(cellar.state(film).positionMs).toBe(50 * MINUTE);
  });

  it('a refusal for a moment is tried again before anything is said', async () => {
    const { home, cellar } = await moved(kind);
    const fault = cellar.fault({ when: /./, times: 1, status: 403, body: 'no' });
    expect(await home.run()).toMatchObject({ outcome: 'done', written: 1 });
    expect(fault.hits).toBe(1);
  });

  it('a token that ended asks to sign in', async () => {
    const { home, cellar, condition, badge } = await moved(kind);
    cellar.revokeToken();
    await home.run();
    expect([condition(), badge()]).toEqual(['sign-in', '!']);
  });
});
