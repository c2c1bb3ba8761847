import { i18n } from '#i18n';
import { isLanguage, type Language } from '../lib/model/language';
import { speakIn } from '../lib/platform/language';

const KEY = 'language';

/** The language chosen for this browser; null follows the browser. */
export function chosenLanguage(): Language | null {
  const stored = localStorage.getItem(KEY);
  return isLanguage(stored) ? stored : null;
}

/** Remembers the choice for pages; the worker is told by a command. */
export function chooseLanguage(language: Language | null): void {
  if (language === null) localStorage.removeItem(KEY);
  else localStorage.setItem(KEY, language);
}

/** Makes a page speak the chosen language, before it is drawn. */
export async function speakAsChosen(): Promise<void> {
  const language = chosenLanguage();
  if (language !== null) await speakIn(language);
  document.documentElement.lang = i18n.t('languageTag');
}
