import type { Acting } from '../model/decision';
import { otherSide, SIDES, type Side } from '../model/observation';
import { ProblemError } from '../model/problem';
import type { Track } from '../model/records';
import type { SeenItem, ServerSights } from '../model/sight';
import { type Intended, intend, rulesOf } from '../plan/acts';
import { itemOf } from '../plan/assemble';
import { seenItem } from '../plan/observe';
import type { RunContext } from '../plan/record';
import { byHand } from '../plan/run-record';
import { act } from './act';
import { attempt } from './contact';
import { type Ends, openForPerson } from './contacts';
import { lookUpCopies } from './inquire';
import type { EnginePorts } from './ports';

/**
 * A difference that was left apart is ended by the person: what one server says goes onto the
 * other, through the same path as every write. Rejects with a ProblemError and changes nothing when
 * that is not possible now.
 */
export async function chooseSide(
  ports: EnginePorts,
  pairId: string,
  key: string,
  serverId: string,
): Promise<{ written: number; cleared: number }> {
  const settings = await ports.store.settings();
  const pair = settings.pairs.find((one) => one.id === pairId);
  const track = (await ports.store.tracks(pairId)).find((one) => one.key === key);
  if (!pair || !track) throw new ProblemError({ code: 'cannot-choose' });
  const ends = await openForPerson(ports, settings, pair);
  const sides = { left: ends.left.sight, right: ends.right.sight };
  const run: RunContext = { runId: ports.newId(), pairId, startedAt: ports.now(), sides };
  const from: Side = pair.source === serverId ? 'left' : 'right';

  const item = await readItem(ports, track, ends);
  const rules = rulesOf(pair, settings.options, run.startedAt);
  const planned = {
    acts: [choice(item, from, sides)],
    items: [item],
    rules: { ...rules, minimumMs: 0, maximumShare: 1 },
  };
  const applied = await act(ports, planned, ends, run);
  if (applied.written + applied.cleared > 0) {
    await ports.store.commit({ runs: [byHand(run.runId, pairId, run.startedAt)] });
  }
  const problem = applied.problem ?? sides.left.problem ?? sides.right.problem;
  if (problem) throw new ProblemError(problem);
  if (applied.notDone.length > 0) throw new ProblemError({ code: 'cannot-choose', serverId });
  return { written: applied.written, cleared: applied.cleared };
}

async function readItem(ports: EnginePorts, track: Track, ends: Ends): Promise<SeenItem> {
  const sides = { left: ends.left.sight, right: ends.right.sight };
  const item = itemOf(track, sides);
  for (const side of SIDES) {
    const rows = await attempt(ports, ends[side], () => lookUpCopies(item, side, ends[side]));
    item.known[side] = rows && rows.length > 0 ? { is: 'rows', rows } : { is: 'unknown' };
  }
  return seenItem(item, sides, ports.now());
}

function choice(item: SeenItem, from: Side, sides: ServerSights): Intended {
  const to = otherSide(from);
  const [origin, target] = [item.seen[from], item.seen[to]];
  const { serverId } = sides[to];
  const kind = origin.is === 'at' ? 'write' : 'clear';
  const known = [origin, target].every((seen) => seen.is !== 'unknown' && seen.is !== 'gone');
  const idle = [origin, target].every((seen) => seen.playing === 'no');
  const able = kind === 'write' ? target.can.write : target.can.clear && target.is === 'at';
  const holds = kind === 'clear' || target.is !== 'finished' || target.can.holdBoth;
  if (!known || !idle || !able || !holds) {
    const code = kind === 'clear' && !target.can.clear ? 'cannot-clear' : 'cannot-choose';
    throw new ProblemError({ code, serverId });
  }
  const decision: Acting = {
    does: 'act',
    cell: kind === 'write' ? '6h' : '10k',
    act: { kind, to, fromMs: target.ms, toMs: origin.ms, time: origin.time },
    tombstone: 'keep',
    skip: null,
    conflict: null,
    asksPlayers: true,
  };
  return intend({ item, decision }, sides, { rule: 'chosen' });
}
