import { expect, it } from 'vitest';
import { runRound } from '../../lib/engine/rounds';
import { statusOf } from '../../lib/status/status';
import { inAgreement, MINUTE } from './homes';

type Home = Awaited<ReturnType<typeof inAgreement>>['home'];

function statusNow({ store, now }: Home) {
  const { servers, pairs, options } = store.kept;
  const facts = {
    servers: servers.map(({ id }) => ({
      id,
      signedIn: true,
      state: store.serverStateRows.get(id) ?? null,
    })),
    pairs: pairs.map((pair) => ({ ...pair, state: store.pairStateRows.get(pair.id) ?? null })),
    options,
    running: null,
    schedule: { startedAt: now, finishedAt: now },
    pause: null,
  };
  return statusOf(facts, now);
}

it('runs that break inside Playhead are one row, and the status names them', async () => {
  const { home } = await inAgreement(['Heat']);
  const { store } = home;
  expect(statusNow(home).state.is).toBe('in-step');
  const before = store.runRows.size;
  store.unmatched = async () => {
    throw new TypeError('broken');
  };
  for (let round = 0; round < 5; round += 1) {
    const [summary] = await runRound(home.ports, 'schedule');
    expect(summary).toMatchObject({ outcome: 'retry-later', problem: { code: 'unexpected' } });
    home.wait(5 * MINUTE);
  }
  expect(statusNow(home).state).toMatchObject({
    is: 'partly',
    troubles: [{ problem: { code: 'unexpected' }, pairId: 'attic-cellar' }],
  });
  const rows = [...store.runRows.values()].slice(before);
  expect(rows).toMatchObject([{ times: 5, summary: { problem: { code: 'unexpected' } } }]);
});

it('a run whose memory is full says so all the same', async () => {
  const { home, attic } = await inAgreement(['Heat']);
  attic.play('Heat', 50 * MINUTE);
  home.store.commit = async () => {
    throw new DOMException('full', 'QuotaExceededError');
  };
  expect(await home.runOne()).toMatchObject({
    outcome: 'retry-later',
    problem: { code: 'unexpected' },
  });
});

it('one pair that breaks keeps no other from running', async () => {
  const { home, cellar } = await inAgreement(['Heat']);
  const den = home.server('den', 'jellyfin');
  home.film('Heat', ['den']);
  home.pair('cellar', 'den');
  const unmatched = home.store.unmatched.bind(home.store);
  home.store.unmatched = async (pairId) => {
    if (pairId === 'attic-cellar') throw new TypeError('broken');
    return unmatched(pairId);
  };
  const summaries = await home.run();
  expect(summaries.map(({ outcome }) => outcome)).toEqual(['retry-later', 'done']);
  expect(den.at('Heat').positionMs).toBe(cellar.at('Heat').positionMs);
});
