import type { SpokenProblem } from '../lib/model/problem';
import { Icon } from './Icon';

/** A failure in its words, with the code to quote. */
export function ErrorNote({ error }: { error: SpokenProblem | null }) {
  if (!error) return null;
  return (
    <p class="note bad" role="alert">
      <Icon name="warn" />
      <span>
        {error.message} <code>{error.code}</code>
      </span>
    </p>
  );
}
