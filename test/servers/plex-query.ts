import type { SimUser } from './people';
import type { PlexServer } from './plex';
import { leaves, type SimItem } from './shelf';

type Operator = '=' | '!=' | '==' | '!==' | '>>=' | '<<=' | '>=' | '<=';
type Kind = 'integer' | 'boolean' | 'string' | 'date';
type Value = number | string | boolean | null;
type Read = (item: SimItem, user: SimUser, server: PlexServer) => Value;
type Test = (item: SimItem) => boolean;

const KINDS: Record<string, SimItem['kind']> = {
  '1': 'movie',
  '2': 'show',
  '3': 'season',
  '4': 'episode',
};

/** Result types as numbers, one or several. */
export const kindsOf = (type: string): SimItem['kind'][] =>
  type
    .split(',')
    .map((one) => KINDS[one])
    .filter((kind) => kind !== undefined);

const secondsOf = (ms: number): number => Math.floor(ms / 1000);
const airedAt = (item: SimItem): number | null =>
  item.airDate ? secondsOf(Date.parse(item.airDate)) : null;

const FIELDS: Record<string, [Kind, Read]> = {
  viewOffset: ['integer', (item, user, server) => server.views.shown(user, item).viewOffset],
  viewCount: ['integer', (item, user, server) => server.views.shown(user, item).viewCount],
  lastViewedAt: ['date', (item, user, server) => server.views.shown(user, item).lastViewedAt],
  inProgress: ['boolean', (item, user, server) => server.views.shown(user, item).viewOffset > 0],
  unwatched: ['boolean', (item, user, server) => server.views.shown(user, item).viewCount === 0],
  addedAt: ['date', (item) => secondsOf(item.addedAt)],
  updatedAt: ['date', (item) => secondsOf(item.savedAt)],
  originallyAvailableAt: ['date', airedAt],
  year: ['integer', (item) => item.year],
  duration: ['integer', (item) => item.runtimeMs],
  index: ['integer', (item) => item.episode],
  id: ['integer', (item) => Number(item.id)],
  title: ['string', (item) => item.name],
  editionTitle: ['string', (item) => item.edition],
  guid: ['string', (item, _user, server) => server.guid(item)],
};

const UNITS: Record<string, number> = {
  m: 60,
  h: 3600,
  d: 86_400,
  w: 604_800,
  mon: 2_592_000,
  y: 31_536_000,
};

/** Epoch seconds, or a time before now such as `-30d`. */
function dateValue(text: string, now: number): number {
  const relative = /^-(\d+)(m|h|d|w|mon|y)$/.exec(text);
  if (!relative) return Number(text);
  return secondsOf(now) - Number(relative[1]) * (UNITS[relative[2] ?? ''] ?? 0);
}

function compareNumbers(operator: Operator, left: number, right: number): boolean {
  switch (operator) {
    case '=':
    case '==':
      return left === right;
    case '!=':
    case '!==':
      return left !== right;
    case '>>=':
      return left > right;
    case '<<=':
      return left < right;
    case '>=':
      return left >= right;
    case '<=':
      return left <= right;
  }
}

/** For text, `=` means "contains", `<=` "begins with" and `>=` "ends with". */
function compareText(operator: Operator, left: string, right: string): boolean {
  const a = left.toLowerCase();
  const b = right.toLowerCase();
  switch (operator) {
    case '=':
      return a.includes(b);
    case '!=':
      return !a.includes(b);
    case '==':
      return a === b;
    case '!==':
      return a !== b;
    case '<=':
      return a.startsWith(b);
    case '>=':
      return a.endsWith(b);
    default:
      return false;
  }
}

function holds(kind: Kind, operator: Operator, left: Value, text: string, now: number): boolean {
  if (left === null) return false;
  if (kind === 'string') return compareText(operator, String(left), text);
  if (kind === 'boolean') return left === (text === '1');
  const right = kind === 'date' ? dateValue(text, now) : Number(text);
  return compareNumbers(operator, Number(left), right);
}

/** The items that a scoped field speaks of, seen from a result row. */
function scoped(item: SimItem, scope: string | undefined): SimItem[] {
  if (scope === undefined || scope === item.kind) return [item];
  if (scope === 'show') return item.show ? [item.show] : [];
  if (scope === 'season') return item.parent ? [item.parent] : item.children;
  return scope === 'episode' ? leaves(item) : [];
}

interface Term {
  test: Test;
  or: boolean;
}

/** Terms in a row: "and", but where `or=1` stands between two. */
function grouped(terms: Term[]): Test {
  const either: Test[][] = [];
  for (const { test, or } of terms) {
    const last = either.at(-1);
    if (or && last) last.push(test);
    else either.push([test]);
  }
  return (item) => either.every((group) => group.some((test) => test(item)));
}

/** Everything left of the last `=` is the name; the operator hangs on its end. */
export function splitQuery(raw: string): [string, string][] {
  const decode = (text: string) => {
    try {
      return decodeURIComponent(text.replaceAll('+', ' '));
    } catch {
      return text;
    }
  };
  return raw
    .split('&')
    .filter((piece) => piece !== '')
    .map((piece) => {
      const cut = piece.lastIndexOf('=');
      if (cut < 0) return [decode(piece), ''];
      return [decode(piece.slice(0, cut)), decode(piece.slice(cut + 1))];
    });
}

const TERM = /^(?:(show|season|episode|movie)\.)?([A-Za-z]+)(>>|<<|>|<|!=|!|=)?$/;

/**
 * The filters of a query as one test. What is unknown or not supported is ignored, not refused:
 * then the answer is the whole library.
 */
export function filterOf(server: PlexServer, user: SimUser, raw: string): Test {
  const stack: Term[][] = [[]];
  const ors: boolean[] = [];
  let or = false;
  for (const [name, value] of splitQuery(raw)) {
    if (name === 'push') {
      stack.push([]);
      ors.push(or);
      or = false;
    } else if (name === 'pop' && stack.length > 1) {
      const inner = grouped(stack.pop() ?? []);
      stack.at(-1)?.push({ test: inner, or: ors.pop() ?? false });
      or = false;
    } else if (name === 'or') {
      or = true;
    } else {
      const test = termOf(server, user, name, value);
      if (!test) continue;
      stack.at(-1)?.push({ test, or });
      or = false;
    }
  }
  return grouped(stack.flat());
}

function termOf(server: PlexServer, user: SimUser, name: string, value: string): Test | null {
  const [, scope, field = '', mark = ''] = TERM.exec(name) ?? [];
  const known = FIELDS[field];
  if (!known) return null;
  const blind = server.options.ignoreViewOffsetFilter ?? false;
  if (blind && (field === 'viewOffset' || field === 'inProgress')) return null;
  const [kind, read] = known;
  const operator = `${mark}=` as Operator;
  const now = server.now();
  const choices = value.split(',');
  return (item) =>
    scoped(item, scope).some((one) => {
      const left = read(one, user, server);
      const test = (text: string) => holds(kind, operator, left, text, now);
      return operator.startsWith('!') ? choices.every(test) : choices.some(test);
    });
}

type Compare = (a: SimItem, b: SimItem) => number;
const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const bySeries: Compare = (a, b) =>
  byText(a.show?.sortName ?? a.sortName, b.show?.sortName ?? b.sortName) ||
  (a.season ?? 0) - (b.season ?? 0) ||
  (a.episode ?? 0) - (b.episode ?? 0) ||
  byText(a.sortName, b.sortName);

/** Order of a listing; `name` is set where it depends on no user, so that it can be kept. */
export function orderOf(
  server: PlexServer,
  user: SimUser,
  sort: string | null,
): { name: string | null; compare: Compare } {
  const steps: Compare[] = [];
  let personal = false;
  for (const part of (sort ?? '').split(',')) {
    const [field = '', direction = 'asc'] = part.split(':');
    const sign = direction.startsWith('desc') ? -1 : 1;
    if (field === 'titleSort') steps.push((a, b) => sign * byText(a.sortName, b.sortName));
    const known = FIELDS[field];
    if (!known) continue;
    if (field.startsWith('view') || field === 'lastViewedAt') personal = true;
    const [kind, read] = known;
    steps.push((a, b) => {
      const left = read(a, user, server);
      const right = read(b, user, server);
      if (kind === 'string') return sign * byText(String(left), String(right));
      return sign * (Number(left ?? 0) - Number(right ?? 0));
    });
  }
  const compare: Compare = (a, b) => {
    for (const step of steps) {
      const result = step(a, b);
      if (result !== 0) return result;
    }
    return bySeries(a, b);
  };
  return { name: personal ? null : `plex ${sort ?? ''}`, compare };
}
