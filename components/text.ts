import { i18n } from '#i18n';
import type { SkipReason } from '../lib/model/decision';
import type { Hold, Outcome, Rule, RunSummary, UnmatchedReason } from '../lib/model/run';
import type { ServerKind } from '../lib/model/server';
import type { Condition } from '../lib/status/condition';
import { putAside } from '../lib/status/status';
import type { PairView } from '../lib/store/read';
import { underscored } from '../lib/words/wording';

/** Families of words whose keys are values of the model; each value has its key, or tsc says so. */
export function saySkip(reason: SkipReason | UnmatchedReason, percent?: number): string {
  if (reason === 'target-ceiling' && percent !== undefined) {
    return i18n.t('answer.watchedFrom', [String(percent)]);
  }
  return i18n.t(`skip.${underscored(reason)}`) || reason;
}

export const sayRule = (rule: Rule): string => i18n.t(`rule.${underscored(rule)}`) || rule;

export const sayOutcome = (outcome: Outcome): string =>
  i18n.t(`outcome.${underscored(outcome)}`) || outcome;

export const sayKind = (kind: ServerKind): string => i18n.t(`kind.${kind}`) || kind;

export const sayCondition = (condition: Condition): string =>
  i18n.t(`condition.${underscored(condition)}`) || condition;

/** Why a plan waits, with its numbers. */
export function sayHold(hold: Hold, serverName: string): string {
  const [count, of] = [String(hold.count), String(hold.of)];
  switch (hold.reason) {
    case 'many-cleared':
      return i18n.t('hold.many_cleared', [count, of, serverName]);
    case 'went-back':
      return i18n.t('hold.went_back', [count, of, serverName]);
    case 'many-new':
      return i18n.t('hold.many_new', [count, of, serverName]);
    case 'all-changed':
      return i18n.t('hold.all_changed', [count, of, serverName]);
    case 'more-than-previewed':
      return i18n.t('hold.more_than_previewed', [count, of]);
    case 'guard-failed':
      return i18n.t('hold.guard_failed', hold.count);
  }
}

/** What the last run came to; a hold that was put aside waits no more. */
export function sayLast(pair: PairView): string {
  const outcome = pair.state?.last?.outcome;
  if (!outcome) return '';
  return putAside(pair) ? i18n.t('result.putAside') : sayOutcome(outcome);
}

/** "3 copied, 1 left out", or that there was nothing to do. */
export function sayCounts(run: RunSummary): string {
  const parts: string[] = [];
  if (run.written > 0) parts.push(i18n.t('result.written', run.written));
  if (run.cleared > 0) parts.push(i18n.t('result.cleared', run.cleared));
  if (run.conflicts > 0) parts.push(i18n.t('result.conflicts', run.conflicts));
  if (run.skipped > 0) parts.push(i18n.t('result.skipped', run.skipped));
  if (run.unmatched > 0) parts.push(i18n.t('result.unmatched', run.unmatched));
  return parts.length > 0 ? parts.join(', ') : i18n.t('result.nothing');
}
