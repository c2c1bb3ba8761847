import fc from 'fast-check';

/** Something that happens in a random history. Servers and films are numbers. */
export type Event =
  | { do: 'play' | 'seek-back' | 'beyond'; server: number; film: number }
  | { do: 'finish' | 'clear' | 'unwatch' | 'restart'; server: number; film: number }
  | { do: 'delete' | 'give-back' | 'rename'; server: number; film: number }
  | { do: 'replace' | 'stop' | 'renumber'; server: number; film: number }
  | { do: 'restore'; server: number; back: number }
  | { do: 'make-up'; server: number }
  | { do: 'open-player'; server: number; film: number; paused: boolean }
  | { do: 'close-players' | 'offline' | 'half-list' | 'online'; server: number }
  | { do: 'refuse-write'; server: number; how: 'refused' | 'server-error' | 'ignored' }
  | { do: 'kill'; commits: number }
  | { do: 'toggle'; what: 'remove' | 'addUpdate' | 'rewatch' | 'libraries' }
  | { do: 'undo'; back: number }
  | { do: 'run' }
  | { do: 'wait'; minutes: number };

/** What a person, a server or the browser may do, with runs in between. */
export function historyOf(servers: number, films: number): fc.Arbitrary<Event[]> {
  const server = fc.nat(servers - 1);
  const film = fc.nat(films - 1);
  const on = <D extends string>(...names: D[]) =>
    fc.record({ do: fc.constantFrom(...names), server, film });
  const event = fc.oneof(
    { weight: 8, arbitrary: on('play', 'play', 'seek-back', 'beyond') },
    { weight: 6, arbitrary: on('finish', 'clear', 'unwatch', 'restart') },
    { weight: 2, arbitrary: on('delete', 'give-back', 'rename') },
    { weight: 3, arbitrary: on('replace', 'stop', 'stop', 'renumber') },
    {
      weight: 2,
      arbitrary: fc.record({ do: fc.constant('restore' as const), server, back: fc.nat(9) }),
    },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('make-up' as const), server }) },
    {
      weight: 1,
      arbitrary: fc.record({
        do: fc.constant('open-player' as const),
        server,
        film,
        paused: fc.boolean(),
      }),
    },
    {
      weight: 3,
      arbitrary: fc.record({
        do: fc.constantFrom('close-players', 'offline', 'half-list', 'online'),
        server,
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        do: fc.constant('refuse-write' as const),
        server,
        how: fc.constantFrom('refused', 'server-error', 'ignored'),
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({ do: fc.constant('kill' as const), commits: fc.nat(6) }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        do: fc.constant('toggle' as const),
        what: fc.constantFrom('remove', 'addUpdate', 'rewatch', 'libraries'),
      }),
    },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('undo' as const), back: fc.nat(3) }) },
    { weight: 9, arbitrary: fc.constant({ do: 'run' as const }) },
    {
      weight: 2,
      arbitrary: fc.record({
        do: fc.constant('wait' as const),
        minutes: fc.constantFrom(1, 20, 600, 12_000),
      }),
    },
  ) as fc.Arbitrary<Event>;
  return fc.array(event, { minLength: 3, maxLength: 28 });
}

/** What people do while all is well but for what servers forget, confuse or make up. */
export function forgetfulHistoryOf(servers: number, films: number): fc.Arbitrary<Event[]> {
  const where = { server: fc.nat(servers - 1), film: fc.nat(films - 1) };
  const event = fc.oneof(
    { weight: 7, arbitrary: fc.record({ do: fc.constantFrom('play', 'seek-back'), ...where }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constantFrom('clear', 'finish'), ...where }) },
    {
      weight: 3,
      arbitrary: fc.record({
        do: fc.constantFrom('replace', 'stop', 'stop', 'renumber'),
        ...where,
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        do: fc.constant('restore'),
        server: where.server,
        back: fc.integer({ min: 1, max: 6 }),
      }),
    },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('make-up'), server: where.server }) },
    { weight: 9, arbitrary: fc.constant({ do: 'run' }) },
  ) as fc.Arbitrary<Event>;
  return fc.array(event, { minLength: 4, maxLength: 20 });
}

/** How many seconds each server's clock is ahead of ours. */
export const clocksOf = (servers: number): fc.Arbitrary<number[]> =>
  fc.array(fc.constantFrom(0, 0, -7200, -90, 45, 3600), {
    minLength: servers,
    maxLength: servers,
  });
