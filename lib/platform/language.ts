import { browser } from 'wxt/browser';
import type { Language } from '../model/language';

type Catalogue = Record<string, { message: string }>;
type GetMessage = (key: string, given?: string | string[]) => string;

const own = browser.i18n.getMessage.bind(browser.i18n) as GetMessage;

/**
 * From now on texts are in this language; null is the browser's own. Browsers let nobody choose, so
 * the texts of another language are read from the extension's own files and put in their place.
 */
export async function speakIn(language: Language | null): Promise<void> {
  const catalogue = language === null ? null : await catalogueOf(language);
  const say: GetMessage = (key, given) => {
    const message = catalogue?.[key]?.message;
    if (message === undefined) return own(key, given);
    const params = typeof given === 'string' ? [given] : (given ?? []);
    return message.replace(/\$(\d)/g, (_, place) => params[Number(place) - 1] ?? '');
  };
  for (const api of speakers()) api.getMessage = say;
}

/** A file of the extension itself: no server is asked. */
async function catalogueOf(language: Language): Promise<Catalogue | null> {
  try {
    const file = browser.runtime.getURL(`/_locales/${language}/messages.json` as '/');
    return await (await fetch(file)).json();
  } catch {
    return null;
  }
}

/** The browser's interface goes by two names, which may be two objects. */
function speakers(): { getMessage: GetMessage }[] {
  const { browser: one, chrome: other } = globalThis as unknown as Record<
    'browser' | 'chrome',
    { i18n?: { getMessage: GetMessage } } | undefined
  >;
  const known = [browser.i18n as unknown as { getMessage: GetMessage }, one?.i18n, other?.i18n];
  return [...new Set(known.filter((api) => api !== undefined))];
}
