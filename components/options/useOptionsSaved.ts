import type { Options } from '../../lib/model/settings';
import { useSavedAsTyped } from './useSavedAsTyped';

/** Saves rules as they are changed; null while what is typed is no number. */
export const useOptionsSaved = (stored: Options, typed: Partial<Options> | null) =>
  useSavedAsTyped('saveOptions', typed, (changed) => ({ options: { ...stored, ...changed } }));
