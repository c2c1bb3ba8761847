import { describe, expect, it } from 'vitest';
import { runRound } from '../../lib/engine/rounds';
import { KINDS, MINUTE, overHttp } from './homes';

const AGO = 90 * MINUTE;
const HOUR = 60 * MINUTE;

/** Both agree; then there is something to copy onto the cellar, which answers as it is told. */
async function agreed(kind: (typeof KINDS)[number]) {
  const made = await overHttp('emby', kind);
  const { home, attic, film } = made;
  attic.play(film, 20 * MINUTE, { at: Date.now() - AGO });
  await home.run();
  attic.play(film, 50 * MINUTE);
  const bySchedule = async () => (await runRound(home.ports, 'schedule'))[0]!;
  return { ...made, bySchedule };
}

const FAR = [
  '999999999999',
  '9'.repeat(400),
  'Fri, 31 Dec 9999 23:59:59 GMT',
  'Thu, 01 Jan 1970 00:00:00 GMT',
  '-5',
  'soon',
  '86400',
];

describe.each(KINDS)('one "busy" of %s that says when to come back', (kind) => {
  it.each(FAR)('(%s) costs an hour at most, and the person a minute', async (header) => {
    const { home, cellar, film, bySchedule } = await agreed(kind);
    cellar.fault({
      when: () => true,
      times: kind === 'plex' ? 2 : 1,
      status: 429,
      headers: { 'Retry-After': header },
    });
    expect(await bySchedule()).toMatchObject({ outcome: 'retry-later', written: 0 });
    cellar.clearFaults();
    home.ahead = MINUTE;
    expect(await home.run()).toMatchObject({ outcome: 'done', written: 1 });
    expect(cellar.state(film).positionMs).toBe(50 * MINUTE);
  });

  it('far away is tried by the schedule within the hour', async () => {
    const { home, cellar, bySchedule } = await agreed(kind);
    const headers = { 'Retry-After': '80000' };
    cellar.fault({ when: () => true, times: kind === 'plex' ? 2 : 1, status: 429, headers });
    await bySchedule();
    cellar.clearFaults();
    home.ahead = 59 * MINUTE;
    expect(await bySchedule()).toMatchObject({ outcome: 'retry-later' });
    home.ahead = HOUR + 1_000;
    expect(await bySchedule()).toMatchObject({ outcome: 'done', written: 1 });
  });
});

describe.each(KINDS)('%s, started again after it was down', (kind) => {
  /** Three runs failed while it was down; now it answers, and says that it is starting. */
  async function starting() {
    const made = await agreed(kind);
    const { home, cellar, bySchedule } = made;
    cellar.setPhase('refused');
    for (let n = 0; n < 3; n += 1) {
      expect(await home.run()).toMatchObject({ outcome: 'retry-later', written: 0 });
      home.ahead += 5 * MINUTE;
    }
    home.ahead += HOUR;
    cellar.fault({
      when: () => true,
      times: kind === 'plex' ? 2 : 1,
      status: 503,
      body: '<html>Starting</html>',
      headers: { 'Retry-After': '005', 'Content-Type': 'text/html' },
    });
    expect(await bySchedule()).toMatchObject({ problem: { code: 'starting' } });
    cellar.clearFaults();
    cellar.setPhase('ready');
    return made;
  }

  it('is asked by the person as soon as the seconds that it asked for are over', async () => {
    const { home, cellar, film } = await starting();
    home.requests();
    home.ahead += 4_000;
    expect(await home.run()).toMatchObject({ outcome: 'retry-later' });
    expect(home.requests().filter((line) => line.startsWith('cellar'))).toEqual([]);
    home.ahead += 2_000;
    expect(await home.run()).toMatchObject({ outcome: 'done', written: 1 });
    expect(cellar.state(film).positionMs).toBe(50 * MINUTE);
  });

  it('is tried by the schedule at its next wake-up call', async () => {
    const { home, bySchedule } = await starting();
    home.ahead += MINUTE;
    expect(await bySchedule()).toMatchObject({ outcome: 'done', written: 1 });
  });
});
