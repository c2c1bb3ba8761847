import { i18n } from '#i18n';
import type { Cell, ConflictRule } from '../../../lib/model/decision';
import type { Said, SettledReason } from '../../../lib/model/observation';
import type { Activity } from '../../../lib/model/run';
import type { Overview } from '../../../lib/store/read';
import type { RunCounts } from '../../../lib/store/read-activity';
import { underscored } from '../../../lib/words/wording';
import { dayAndTime } from '../../days';
import { nameOf } from '../../names';
import { sayPosition } from '../../time';

/** Why it was decided so, by the number of the rule in `docs/how-sync-decides.md`. */
export const sayCell = (cell: Cell): string => i18n.t(`cell.c${cell}`);

export const sayApart = (reason: Exclude<SettledReason, 'agreed'>): string =>
  i18n.t(`apart.${underscored(reason)}`) || reason;

export const sayConflict = (rule: ConflictRule): string => i18n.t(`activity.${rule}`) || rule;

export const saySaid = ({ is, ms }: Pick<Said, 'is' | 'ms'>): string =>
  is === 'finished' ? i18n.t('common.watched') : sayPosition(ms);

/** "on Cellar: Heat (1986)". */
export const sayOtherTitle = (
  { serverId, title }: NonNullable<Activity['otherTitle']>,
  servers: Overview['servers'],
): string => i18n.t('activity.otherTitle', [nameOf(servers, serverId), title]);

/** "Attic: 31:12, Nov 24, 2026, 7:54 PM". */
export function sayStood(name: string, said: Pick<Said, 'is' | 'ms' | 'time'>): string {
  const stood = saySaid(said);
  if (said.is === 'none') return i18n.t('activity.stoodNone', [name, stood]);
  if (said.time === null) return i18n.t('activity.stoodNoTime', [name, stood]);
  return i18n.t('activity.stood', [name, stood, dayAndTime(said.time)]);
}

/** "3 copied, 1 left out"; empty where there is nothing to count. */
export function sayRunCounts(counts: RunCounts): string {
  const parts: string[] = [];
  if (counts.copied > 0) parts.push(i18n.t('result.written', counts.copied));
  if (counts.cleared > 0) parts.push(i18n.t('result.cleared', counts.cleared));
  if (counts.undone > 0) parts.push(i18n.t('activity.undone', counts.undone));
  if (counts.conflicts > 0) parts.push(i18n.t('result.conflicts', counts.conflicts));
  if (counts.leftOut > 0) parts.push(i18n.t('result.skipped', counts.leftOut));
  return parts.join(', ');
}
