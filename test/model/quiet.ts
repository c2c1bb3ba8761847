import type { SettledReason } from '../../lib/model/observation';
import type { PlanSkip } from '../../lib/model/run';
import { DEFAULT_GUARDRAILS, type Pair } from '../../lib/model/settings';
import type { Kind } from '../support/household';
import { HOUR, MANNERS } from '../support/memory-server';
import { isCalled } from './titles';
import type { World } from './world';

const RUNTIME_MS = 2 * HOUR;
const SAME_MS = 2_000;
const DELTA_MS = DEFAULT_GUARDRAILS.deltaSeconds * 1000;

/** May a position go onto a server of this kind? */
function fits(ms: number, kind: Kind): boolean {
  const { floorMs, ceiling } = MANNERS[kind].capabilities;
  const share = Math.min(DEFAULT_GUARDRAILS.maximumPercent / 100, ceiling ?? 1);
  const least = Math.max(DEFAULT_GUARDRAILS.minimumSeconds * 1000, floorMs + 1);
  return ms >= least && ms < RUNTIME_MS * share;
}

/** One film in one pair, once the world is quiet. */
interface Standing {
  world: World;
  pair: Pair;
  film: string;
  /** The pair's servers, as numbers: source and target. */
  ends: [number, number];
  /** Where the film stands there; null where it is not. */
  at: [number | null, number | null];
}

/** All that is not as it should be once the world is quiet; empty when everything is. */
export function unsettled(world: World): string[] {
  const found: string[] = [];
  for (const [index, ends] of world.setup.pairs.entries()) {
    const pair = world.home.store.kept.pairs[index]!;
    for (const film of world.films) {
      const [left, right] = ends.map((end) => world.rowOf(end, film)?.positionMs ?? null);
      const one: Standing = { world, pair, film, ends, at: [left ?? null, right ?? null] };
      const wrong = notReached(one) ?? notAccountedFor(one);
      if (wrong) found.push(`${film} in ${pair.id} (${one.at.join(' ↔ ')}): ${wrong}`);
    }
  }
  return found;
}

/** The last position that a person left is on the other server of the pair, where it may be. */
function notReached({ world, pair, film, ends, at }: Standing): string | null {
  const word = world.lastWords.get(film);
  if (!word || word.positionMs === null || !pair.addUpdate) return null;
  const from = ends.indexOf(word.server);
  if (from < 0 || (pair.mode === 'one-way' && from === 1)) return null;
  const to = ends[1 - from]!;
  const target = world.rowOf(to, film);
  if (!target || target.watched || !fits(word.positionMs, world.setup.kinds[to]!)) return null;
  const there = at[1 - from] ?? 0;
  const reached = Math.abs(there - word.positionMs) <= SAME_MS;
  if (reached) return null;
  const why = to === word.forgotBy ? `undone by what s${to} forgot: ` : '';
  return `${why}${word.positionMs} of s${word.server} did not reach s${to}`;
}

/** Every title is in step, settled for a reason that holds, listed, or waits for one that does. */
function notAccountedFor(one: Standing): string | null {
  const { world, pair, film, at } = one;
  const [left, right] = at;
  if (!left && !right) return null;
  const { trackRows, unmatchedRows } = world.home.store;
  const mine = (row: { pairId: string; title: string }) =>
    row.pairId === pair.id && isCalled(row.title, film);
  const track = [...trackRows.values()].find(mine) ?? null;
  // With Add / Update off, what has no baseline yet leads to nothing, and is not even looked for.
  if (!track && !pair.addUpdate) return null;
  if (left === null || right === null) {
    const listed = [...unmatchedRows.values()].some(mine);
    return listed || track ? null : 'only on one server, and not listed';
  }
  if (left > 0 && right > 0 && Math.abs(left - right) < DELTA_MS) {
    return track?.said ? null : 'in step, and not tracked';
  }
  if (waits(one)) return null;
  // A file that came while the servers counted differently may be any: listed until a person says.
  const doubted = [...unmatchedRows.values()].some(
    (row) => mine(row) && row.reason === 'renumbered',
  );
  if (doubted && did('renumber')(one) && did('replace', 'rename', 'delete')(one)) return null;
  if (!track?.said) return 'apart, and neither tracked nor waiting';
  return HOLDS[track.reason](one) ? null : `apart, settled as ${track.reason}`;
}

/** Did the last run leave it out for a reason that holds in a quiet world? */
function waits(one: Standing): boolean {
  const { world, pair, film, ends, at } = one;
  const runs = [...world.home.store.runRows.values()].filter((run) => run.pairId === pair.id);
  const last = runs.sort((a, b) => a.until - b.until).at(-1);
  const outside = ([from, to]: [0, 1] | [1, 0]) =>
    Boolean(at[from]) && !fits(at[from]!, world.setup.kinds[ends[to]]!);
  const holds = ({ reason }: PlanSkip): boolean => {
    if (reason === 'add-update-off') return !pair.addUpdate;
    // Begun again: present, at an ignored position of 0.
    if (reason === 'below-minimum') return begunAgain(one);
    const ofPlace = ['above-maximum', 'target-floor', 'target-ceiling'];
    return ofPlace.includes(reason) && (outside([0, 1]) || outside([1, 0]));
  };
  return last?.waiting.some((skip) => isCalled(skip.title, film) && holds(skip)) ?? false;
}

const did =
  (...deeds: string[]) =>
  ({ world, film, ends }: Standing): boolean =>
    ends.some((end) => deeds.some((deed) => world.deeds.has(`${deed} ${end} ${film}`)));

const toggled =
  (what: string) =>
  ({ world }: Standing): boolean =>
    world.deeds.has(`toggle ${what}`);

/** Last played moves on while there is no position, also where one came and went unseen. */
const begunAgain = did('restart', 'clear', 'stop');
const forgotten = did('replace', 'restore', 'stop');
const left = did('clear', 'finish', 'unwatch', 'restart', 'delete');
const taken = (one: Standing): boolean => left(one) || forgotten(one);

/** Gone from one end, by what somebody did or by a clear that another pair passed on. */
const away = (one: Standing): boolean => {
  const { world, film, ends } = one;
  const clears = [...world.home.store.activityRows.values()].filter((row) => row.kind === 'clear');
  const passedOn = ends.some((end) =>
    clears.some((row) => isCalled(row.title, film) && row.serverId === `s${end}`),
  );
  return passedOn || taken(one);
};

/** When a difference may be settled for this reason, by what happened in the world. */
const HOLDS: Record<SettledReason, (one: Standing) => boolean> = {
  agreed: () => false,
  'left-alone': (one) => away(one) || (one.pair.mode === 'one-way' && targetTouched(one)),
  watched: did('finish'),
  ignored: ({ world, ends, at }) =>
    [0, 1].some((side) => {
      const ms = at[side];
      return Boolean(ms) && !fits(ms!, world.setup.kinds[ends[1 - side]!]!);
    }),
  undone: ({ world, film }) => world.deeds.has(`undo ${film}`),
  'remove-off': toggled('remove'),
  parked: ({ world, ends }) => ends.some((end) => world.setup.kinds[end] === 'plex'),
  expired: ({ world }) => world.deeds.has('long wait'),
  restart: begunAgain,
  settings: (one) => toggled('libraries')(one) || one.world.deeds.has('long wait'),
  difference: away,
  // Lost under a new id, or dropped as a crashed player drops it; what cannot be put back stays so.
  lost: (one) => did('rename', 'clear')(one) || forgotten(one),
};

const targetTouched = ({ world, film, ends: [, target] }: Standing): boolean =>
  [...world.deeds].some((deed) => deed.endsWith(` ${target} ${film}`));
