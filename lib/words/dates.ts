import { i18n } from '#i18n';

/** The reader's own variant of the language that the texts are in: dates read as they are used to. */
export function locale(): string {
  const language = i18n.t('languageTag') || 'en';
  return navigator.languages?.find((tag) => tag.startsWith(language)) ?? language;
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** A way to write dates, made once: making one takes longer than a hundred uses. */
export function dateFormat(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const name = locale() + JSON.stringify(options);
  const known = formats.get(name) ?? new Intl.DateTimeFormat(locale(), options);
  formats.set(name, known);
  return known;
}

export const timeOfDay = (at: number): string => dateFormat({ timeStyle: 'short' }).format(at);

/** "15:30" today, "tomorrow 08:00", or the whole date. */
export function sayUntil(until: number, now: number): string {
  const days = Math.round((midnight(until) - midnight(now)) / DAY_MS);
  if (days === 0) return timeOfDay(until);
  if (days !== 1) return dateFormat({ dateStyle: 'medium', timeStyle: 'short' }).format(until);
  const word = new Intl.RelativeTimeFormat(locale(), { numeric: 'auto' }).format(1, 'day');
  return i18n.t('common.dayAt', [word, timeOfDay(until)]);
}

const DAY_MS = 86_400_000;

/** "Attic, Cellar and Mum". */
export const sayList = (words: string[]): string =>
  new Intl.ListFormat(locale(), { type: 'conjunction' }).format(words);

const midnight = (at: number): number => new Date(at).setHours(0, 0, 0, 0);

const MORNING_HOUR = 8;
const NIGHT_ENDS_HOUR = 5;

/** Eight o'clock after the next sleep: in the small hours that is today. */
export function nextMorning(now: number): number {
  const at = new Date(now);
  const today = at.getHours() < NIGHT_ENDS_HOUR;
  at.setDate(at.getDate() + (today ? 0 : 1));
  return at.setHours(MORNING_HOUR, 0, 0, 0);
}
