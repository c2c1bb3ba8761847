import { i18n } from '#i18n';
import { isSilent, type Problem } from '../model/problem';

/** What a server said when it was asked about one title: "Cellar said: 500, Error processing request." */
export function sayAnswer(problem: Problem, serverName: string): string {
  const { status, said } = problem.params ?? {};
  if (isSilent(problem)) return i18n.t('answer.none', [serverName]);
  if (!status) return i18n.t('answer.odd', [serverName]);
  return i18n.t('answer.said', [serverName, said ? `${status}, ${said}` : status]);
}
