import { useEffect, useRef } from 'preact/hooks';
import type { Options } from '../../lib/model/settings';
import { useCommand } from '../useCommand';

/** A pause in typing, after which what stands there is meant. */
const PAUSE_MS = 500;

/** Saves rules as they are changed; null while what is typed is no number. */
export function useOptionsSaved(stored: Options, typed: Partial<Options> | null) {
  const save = useCommand('saveOptions');
  const changed = typed !== null && differs(stored, typed);
  const wanted = useRef<Options | null>(null);
  wanted.current = changed ? { ...stored, ...typed } : null;
  useEffect(() => {
    if (!changed) return;
    const timer = setTimeout(() => {
      if (wanted.current) void save.run({ options: wanted.current });
    }, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [JSON.stringify(typed), changed]);
  return save;
}

const differs = (stored: Options, typed: Partial<Options>): boolean =>
  Object.entries(typed).some(([name, value]) => stored[name as keyof Options] !== value);
