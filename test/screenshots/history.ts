import type { Activity, RunRecord } from '../../lib/model/run';
import { countDays } from '../../lib/store/days';
import { activityRow, runRecord } from '../store/rows';
import type { Rows } from './fill';
import { at, HOUR, MINUTE, position } from './household';

type Told = [minutesAgo: number, title: string, from: string, to: string, more?: Partial<Activity>];

const said = (clock: string, minutesAgo: number) =>
  ({ is: 'at', ms: position(clock), stamp: at(minutesAgo), time: at(minutesAgo) }) as const;
const toMum = { pairId: 'p2', serverId: 'mum', fromServerId: 'attic' };
const toAttic = { pairId: 'p1', serverId: 'attic', fromServerId: 'den' };

const ROWS: Told[] = [
  [4, 'Severance S2 E4 · Woe’s Hollow', '31:12', '44:05', { runtimeMs: 50 * MINUTE }],
  [
    4,
    'Dune: Part Two',
    '1:12:40',
    '1:31:02',
    {
      ...{ rule: 'newest', cell: '7c', runtimeMs: 2.75 * HOUR },
      stood: { den: said('1:31:02', 26), attic: said('1:12:40', 300) },
      confirmed: said('1:31:02', 26),
      conflict: {
        ...{ rule: 'newest', winner: 'left' },
        ...{ leftMs: position('1:31:02'), rightMs: position('1:12:40') },
        ...{ leftTime: at(26), rightTime: at(300) },
      } as Activity['conflict'],
    },
  ],
  [64, 'Arrival', '0:00', '22:10', { ...toMum, runtimeMs: 1.95 * HOUR }],
  [64, 'Heat', '12:00', '0:00', { ...toMum, kind: 'clear', rule: 'finished', cell: '10k' }],
  [
    64,
    'Alien',
    '48:00',
    '48:00',
    { kind: 'skip', rule: null, reason: 'cannot-clear', cell: '10i' },
  ],
  [1500, 'The Matrix', '5:00', '48:05', { runtimeMs: 2.2 * HOUR, undoneAt: at(1490) }],
  [1500, 'Spirited Away', '9:30', '1:04:30', { runtimeMs: 2.1 * HOUR }],
];

/** What the activity shows: a few runs on two days, each row with its reason. */
export function history(): Rows {
  const activity = ROWS.map(([ago, title, from, to, more], index) =>
    activityRow(`a${index}`, {
      ...toAttic,
      ...{ title, at: at(ago), runId: `r${ago}`, key: title },
      ...{ fromMs: position(from), toMs: position(to) },
      stood: { den: said(to, ago + 3), attic: said(from, ago + 200) },
      items: { den: '11', attic: 'ab12' },
      undo: more?.kind === 'skip' ? null : { track: null, copies: [] },
      ...more,
    }),
  );
  const runs: RunRecord[] = [
    runRecord('r4', at(4), { written: 2, conflicts: 1 }),
    runRecord('r64', at(64), { written: 1, cleared: 1, skipped: 1, outcome: 'done-with-skips' }),
    runRecord('q1', at(190), {}, { times: 14, until: at(70) }),
    runRecord('r1500', at(1500), { written: 2 }),
  ];
  const old = Array.from({ length: 60 }, (_, n) => ({
    ...activityRow(`o${n}`, { at: at(1440 * (n % 21) + 120) }),
    ...(n % 9 === 0 && { kind: 'clear' as const }),
  }));
  return { activity, runs, days: countDays([...activity, ...old], runs) };
}
