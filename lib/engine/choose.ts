import type { Decision } from '../model/decision';
import { otherSide, SIDES, type Side } from '../model/observation';
import { ProblemError } from '../model/problem';
import type { Track } from '../model/records';
import { actionHash } from '../plan/hash';
import { Applier } from './apply';
import { attempt, type Contact } from './contact';
import { type Intended, rulesOf } from './deliberate';
import { lookUpCopies } from './inquire';
import type { Item, SeenItem } from './item';
import { seenItem } from './observe';
import { openEnds } from './open';
import type { EnginePorts } from './ports';
import type { RunContext } from './record';
import { byHand } from './run-record';
import { lookOnceMore } from './second-look';

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
  const contacts = await openEnds(ports, settings, pair, false);
  for (const side of SIDES) {
    const { problem } = contacts[side];
    if (problem) throw new ProblemError(problem);
  }
  const run: RunContext = { runId: ports.newId(), pairId, now: ports.now(), contacts };
  const from: Side = pair.source === serverId ? 'left' : 'right';

  const item = await readItem(ports, track, contacts);
  const intended = intend(item, from, contacts);
  const rules = { ...rulesOf(pair, settings.options, run.now), minimumMs: 0, maximumShare: 1 };
  const { ready } = await lookOnceMore(ports, [intended], contacts, rules);
  const applied = await new Applier(ports, run).all(ready);
  if (applied.written + applied.cleared > 0) {
    await ports.store.commit({ runs: [byHand(run.runId, pairId, run.now)] });
  }
  const problem = applied.problem ?? contacts.left.problem ?? contacts.right.problem;
  if (problem) throw new ProblemError(problem);
  if (ready.length === 0) throw new ProblemError({ code: 'cannot-choose', serverId });
  return { written: applied.written, cleared: applied.cleared };
}

async function readItem(
  ports: EnginePorts,
  track: Track,
  contacts: Record<Side, Contact>,
): Promise<SeenItem> {
  const copies = (side: Side) => new Set(track.copies[contacts[side].settings.id] ?? []);
  const item: Item = {
    key: track.key,
    title: track.title,
    identity: track.identity,
    track,
    known: { left: { is: 'unknown' }, right: { is: 'unknown' } },
    copies: { left: copies('left'), right: copies('right') },
  };
  for (const side of SIDES) {
    const contact = contacts[side];
    const rows = await attempt(ports, contact, () => lookUpCopies(item, side, contact));
    if (rows && rows.length > 0) item.known[side] = { is: 'rows', rows };
  }
  return seenItem(ports, item, contacts);
}

function intend(item: SeenItem, from: Side, contacts: Record<Side, Contact>): Intended {
  const to = otherSide(from);
  const [origin, target] = [item.seen[from], item.seen[to]];
  const serverId = contacts[to].settings.id;
  const kind = origin.is === 'at' ? 'write' : 'clear';
  const known = [origin, target].every((seen) => seen.is !== 'unknown' && seen.is !== 'gone');
  const idle = [origin, target].every((seen) => seen.playing === 'no');
  const able = kind === 'write' ? target.can.write : target.can.clear && target.is === 'at';
  const holds = kind === 'clear' || target.is !== 'finished' || target.can.holdBoth;
  if (!known || !idle || !able || !holds) {
    const code = kind === 'clear' && !target.can.clear ? 'cannot-clear' : 'cannot-choose';
    throw new ProblemError({ code, serverId });
  }
  const act = { kind, to, fromMs: target.ms, toMs: origin.ms, time: origin.time } as const;
  const decision: Decision = {
    cell: kind === 'write' ? '6h' : '10k',
    act,
    baseline: 'keep',
    tombstone: 'keep',
    skip: null,
    conflict: null,
    asksPlayers: true,
  };
  const weighed = {
    serverId,
    fromServerId: contacts[from].settings.id,
    hash: actionHash({ ...act, serverId, item: item.key }),
    tracked: true,
    backward: act.toMs < act.fromMs,
  };
  return { item, decision, act, from, rule: 'chosen', weighed };
}
