import fs from 'node:fs';
import path from 'node:path';
import type { Title } from '../servers';

const FILE = path.resolve(import.meta.dirname, '../../locales/en.json');
const texts: unknown = JSON.parse(fs.readFileSync(FILE, 'utf8'));

/** A text of the extension's own locale file, such as `skip.cannot-clear`, with what it names. */
export function say(key: string, ...params: string[]): string {
  const parts = key.replaceAll('-', '_').split('.');
  const found = parts.reduce<unknown>(
    (at, part) => (at as Record<string, unknown> | undefined)?.[part],
    texts,
  );
  if (typeof found !== 'string') throw new Error(`no text called ${key} in the locale file`);
  return found.replace(/\$(\d)/g, (_, number: string) => params[Number(number) - 1] ?? '');
}

const pad = (value: number): string => String(value).padStart(2, '0');

/** "31:12", "1:04:05" from an hour on, or that there is no position. */
export function sayPosition(ms: number): string {
  if (ms <= 0) return say('common.noPosition');
  const whole = Math.floor(ms / 1000);
  const [hours, minutes, seconds] = [
    Math.floor(whole / 3600),
    Math.floor(whole / 60) % 60,
    whole % 60,
  ];
  return hours > 0 ? `${hours}:${pad(minutes)}:${pad(seconds)}` : `${minutes}:${pad(seconds)}`;
}

/** "31:12" or "1:04:05" as milliseconds. */
export const position = (text: string): number =>
  text.split(':').reduce((sum, part) => sum * 60 + Number(part), 0) * 1000;

export const sayTime = (at: number): string =>
  new Date(at).toLocaleTimeString('en-GB', { hour12: false });

/** A title as the extension calls it: "Alien (1979)", "The Office S1 E5". */
export const sayTitle = (title: Title): string =>
  title.show
    ? `${title.show.title} S${title.season} E${title.episode}`
    : `${title.title} (${title.year})`;
