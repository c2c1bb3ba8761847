import { i18n } from '#i18n';
import { dateFormat, locale } from '../lib/words/dates';

const pad = (value: number): string => String(value).padStart(2, '0');

/** "31:12", or "1:04:05" from an hour on. */
export function clockOf(ms: number): string {
  const whole = Math.max(0, Math.floor(ms / 1000));
  const [hours, minutes, seconds] = [
    Math.floor(whole / 3600),
    Math.floor(whole / 60) % 60,
    whole % 60,
  ];
  return hours > 0 ? `${hours}:${pad(minutes)}:${pad(seconds)}` : `${minutes}:${pad(seconds)}`;
}

/** A position, or that there is none. */
export const sayPosition = (ms: number): string =>
  ms > 0 ? clockOf(ms) : i18n.t('common.noPosition');

const UNITS: [Intl.RelativeTimeFormatUnit, number][] = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
];
const SOON_MS = 45_000;
export const NO_BREAK = '\u00a0';

/** "4 min. ago", "in 1 min."; within moments "just now" or "in a moment". */
export function relative(at: number, now: number): string {
  const ahead = at - now;
  if (Math.abs(ahead) < SOON_MS) {
    return ahead > 0 ? i18n.t('common.inAMoment') : i18n.t('common.justNow');
  }
  const format = new Intl.RelativeTimeFormat(locale(), { numeric: 'auto', style: 'short' });
  const [unit, length] = UNITS.find(([, ms]) => Math.abs(ahead) >= ms) ?? UNITS[2]!;
  // Stays on one line: a number by itself at its end says nothing.
  return format.format(Math.round(ahead / length), unit).replaceAll(' ', NO_BREAK);
}

export const exactly = (at: number): string =>
  dateFormat({ dateStyle: 'full', timeStyle: 'medium' }).format(at);
