import { isLanguage, type Language } from '../../lib/model/language';
import { speakIn } from '../../lib/platform/language';
import { db } from '../../lib/store/db';
import { getMeta, LANGUAGE_KEY, setMeta } from '../../lib/store/meta';

let spoken: Promise<void> | null = null;

/** Resolves once the worker speaks the chosen language: wait for it before anything is said. */
export function languageChosen(): Promise<void> {
  spoken ??= getMeta<string>(db, LANGUAGE_KEY).then((stored) =>
    isLanguage(stored) ? speakIn(stored) : undefined,
  );
  return spoken;
}

export async function setLanguage(language: Language | null): Promise<void> {
  await setMeta(db, LANGUAGE_KEY, language);
  spoken = speakIn(language);
  await spoken;
}

/** After everything was forgotten: the browser's own language, as after a restart. */
export function forgetLanguage(): void {
  spoken = speakIn(null);
}
