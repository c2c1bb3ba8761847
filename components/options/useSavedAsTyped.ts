import { useEffect, useRef } from 'preact/hooks';
import type { Commands } from '../../lib/app/commands';
import { type Sending, useCommand } from '../useCommand';

/** A pause in typing, after which what stands there is meant. */
const PAUSE_MS = 500;

type Saving = 'saveOptions' | 'changePair';

/**
 * Saves by itself what a person changes on a page, at the latest when the page is left. `typed` is
 * null while it is nothing that could be saved; `takes` makes the command of the fields that were
 * changed, so that what was changed elsewhere meanwhile stays.
 */
export function useSavedAsTyped<N extends Saving, T extends object>(
  command: N,
  typed: T | null,
  takes: (changed: Partial<T>) => Commands[N]['takes'],
): Sending<N> {
  const save = useCommand(command);
  const settled = useRef(typed);
  const latest = useRef({ typed, takes });
  latest.current = { typed: typed ?? latest.current.typed, takes };
  const send = () => {
    const changed = changesOf(settled.current, latest.current.typed);
    if (!changed) return;
    const before = settled.current;
    settled.current = latest.current.typed;
    void save.run(latest.current.takes(changed)).then(() => {
      // What was refused is sent again with the next change.
      if (!save.done.peek()) settled.current = before;
    });
  };
  useEffect(() => {
    if (typed === null) return;
    const timer = setTimeout(send, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [JSON.stringify(typed)]);
  useEffect(() => send, []);
  return save;
}

/** The fields that are others now; null when there are none. */
function changesOf<T extends object>(before: T | null, now: T | null): Partial<T> | null {
  if (!now) return null;
  const names = (Object.keys(now) as (keyof T)[]).filter(
    (name) => JSON.stringify(now[name]) !== JSON.stringify(before?.[name]),
  );
  if (names.length === 0) return null;
  return Object.fromEntries(names.map((name) => [name, now[name]])) as Partial<T>;
}
