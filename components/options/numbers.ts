import { locale } from '../../lib/words/dates';

export const sayNumber = (value: number): string => new Intl.NumberFormat(locale()).format(value);

const UNITS = ['kilobyte', 'megabyte', 'gigabyte'] as const;

/** "12 kB", "3.4 MB"; what is less than 1 kB counts as that. */
export function sayBytes(bytes: number): string {
  const kilobytes = bytes > 0 ? Math.max(1, bytes / 1000) : 0;
  const step = kilobytes < 1000 ? 0 : kilobytes < 1_000_000 ? 1 : 2;
  const value = kilobytes / 1000 ** step;
  return new Intl.NumberFormat(locale(), {
    style: 'unit',
    unit: UNITS[step]!,
    maximumFractionDigits: value < 10 && step > 0 ? 1 : 0,
  }).format(value);
}
