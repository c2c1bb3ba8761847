import { i18n } from '#i18n';
import type { PlanAction } from '../lib/model/run';
import type { ServerView } from '../lib/store/read';
import { nameOf } from './names';

type Kinds = Pick<PlanAction, 'kind'>[];

const clearsIn = (actions: Kinds): number => actions.filter(({ kind }) => kind === 'clear').length;

/** "Copy 5 positions, clear 8": what a button starts or approves; null where that is nothing. */
export function sayDoes(actions: Kinds): string | null {
  if (actions.length === 0) return null;
  const clears = clearsIn(actions);
  const copies = actions.length - clears;
  if (clears === 0) return i18n.t('action.copy', copies);
  if (copies === 0) return i18n.t('action.clear', clears);
  return i18n.t('action.copyAndClear', copies, [String(copies), String(clears)]);
}

/** "23 positions: 14 to Plex, 9 to clear on Jellyfin", or that there is nothing to write. */
export function saySum(actions: PlanAction[], servers: ServerView[]): string {
  const parts = partsOf(actions).map(({ serverId, kind, count }) => ({
    kind,
    count,
    given: [String(count), nameOf(servers, serverId)] as [string, string],
  }));
  const [only, ...others] = parts;
  if (!only) return i18n.t('plan.nothing');
  if (others.length === 0) {
    const { kind, count, given } = only;
    return kind === 'write'
      ? i18n.t('plan.copies', count, given)
      : i18n.t('plan.clears', count, given);
  }
  const said = parts.map(({ kind, given }) =>
    kind === 'write' ? i18n.t('plan.copiesTo', given) : i18n.t('plan.clearsOn', given),
  );
  return i18n.t('plan.sum', [String(actions.length), said.join(', ')]);
}

interface Part {
  serverId: string;
  kind: PlanAction['kind'];
  count: number;
}

/** Actions counted by what they do and where, in their order. */
function partsOf(actions: PlanAction[]): Part[] {
  const parts: Part[] = [];
  for (const { serverId, kind } of actions) {
    const part = parts.find((one) => one.serverId === serverId && one.kind === kind);
    if (part) part.count += 1;
    else parts.push({ serverId, kind, count: 1 });
  }
  return parts;
}
