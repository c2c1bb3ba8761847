import { exactly, relative } from './time';
import { useNow } from './useNow';

/** "4 min. ago", with the exact time on hover. */
export function RelativeTime({ at }: { at: number }) {
  const now = useNow();
  return (
    <time dateTime={new Date(at).toISOString()} title={exactly(at)}>
      {relative(at, now)}
    </time>
  );
}
