import type { Problem } from '../../lib/model/problem';
import type { Overview } from '../../lib/store/read';
import { sayAnswer } from '../../lib/words/answer';
import { nameOf } from '../names';

interface Props {
  problem: Problem | undefined;
  servers: Overview['servers'];
}

/** What a server said that fails for one title. */
export function Answered({ problem, servers }: Props) {
  if (!problem) return null;
  return <span class="quiet">{sayAnswer(problem, nameOf(servers, problem.serverId ?? ''))}</span>;
}
