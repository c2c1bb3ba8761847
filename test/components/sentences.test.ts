import { readdirSync, readFileSync } from 'node:fs';
import { beforeEach, describe, expect, it } from 'vitest';
import { OWN_WORDS } from '../../components/options/servers/connect-text';
import type { Cell, ConflictRule, SkipReason } from '../../lib/model/decision';
import type { SettledReason } from '../../lib/model/observation';
import { PROBLEM_CODES, type ProblemCode } from '../../lib/model/problem';
import type { HoldReason, Outcome, Rule, UnmatchedReason } from '../../lib/model/run';
import type { ServerKind } from '../../lib/model/server';
import type { Condition } from '../../lib/status/condition';
import { sayProblem } from '../../lib/words/wording';
import { SENTENCES, speak } from './words';

type Every<T extends string> = Record<T, true>;

/** All values of the model that have words, spelt out so that tsc misses none. */
const FAMILIES = {
  problem: Object.keys(PROBLEM_CODES),
  skip: Object.keys({
    unknown: true,
    gone: true,
    'add-update-off': true,
    'read-only': true,
    playing: true,
    'players-unknown': true,
    'below-minimum': true,
    'above-maximum': true,
    'target-floor': true,
    'target-ceiling': true,
    'no-runtime': true,
    'other-cut': true,
    watched: true,
    'cannot-hold-both': true,
    undone: true,
    'left-alone': true,
    'played-later': true,
    blocked: true,
    restart: true,
    'already-there': true,
    difference: true,
    settings: true,
    'remove-off': true,
    'first-look': true,
    'moved-since': true,
    expired: true,
    'cannot-clear': true,
    'changed-since': true,
    'server-stopped': true,
    resting: true,
    failed: true,
    'not-chosen': true,
    ignored: true,
    'no-ids': true,
    'not-there': true,
    'conflicting-ids': true,
    ambiguous: true,
    'other-range': true,
    'numbers-differ': true,
    'other-numbering': true,
    'several-files': true,
    'several-shows': true,
    renumbered: true,
    unreadable: true,
    lost: true,
    'lost-after-clear': true,
  } satisfies Every<SkipReason | UnmatchedReason>),
  rule: Object.keys({
    moved: true,
    newest: true,
    higher: true,
    finished: true,
    cleared: true,
    mirror: true,
    undo: true,
    'put-back': true,
    chosen: true,
  } satisfies Every<Rule>),
  hold: Object.keys({
    'many-cleared': true,
    'all-changed': true,
    'more-than-previewed': true,
    'went-back': true,
    'many-new': true,
    'guard-failed': true,
  } satisfies Every<HoldReason>),
  outcome: Object.keys({
    done: true,
    'done-with-skips': true,
    'retry-later': true,
    'needs-you': true,
    held: true,
  } satisfies Every<Outcome>),
  apart: Object.keys({
    'left-alone': true,
    watched: true,
    ignored: true,
    undone: true,
    'remove-off': true,
    parked: true,
    expired: true,
    restart: true,
    settings: true,
    difference: true,
    lost: true,
  } satisfies Every<Exclude<SettledReason, 'agreed'>>),
  kind: Object.keys({ plex: true, emby: true, jellyfin: true } satisfies Every<ServerKind>),
  condition: Object.keys({
    connected: true,
    unchecked: true,
    'sign-in': true,
    'no-access': true,
    unreachable: true,
    retrying: true,
    'needs-you': true,
  } satisfies Every<Condition>),
  cell: Object.keys({
    ...{ '0': true, '1': true, '2': true, '3': true, '6a': true, '6b': true, '6c': true },
    ...{ '6d': true, '6e': true, '6f': true, '6g': true, '6h': true, '7a': true, '7b': true },
    ...{ '7c': true, '8': true, '9': true, '10a': true, '10b': true, '10c': true, '10d': true },
    ...{ '10e': true, '10f': true, '10g': true, '10h': true, '10i': true, '10j': true },
    ...{ '10k': true, '11': true, F0: true, F1: true, F2: true, F3: true, O1: true, O2: true },
    ...{ I: true, '12a': true, '12b': true, '12c': true },
  } satisfies Every<Cell>).map((cell) => `c${cell}`),
  connect: [...OWN_WORDS, 'password-refused', 'token-refused'],
};

const CONFLICTS = { newest: true, higher: true } satisfies Every<ConflictRule>;

const keyOf = (value: string) => value.replaceAll('-', '_');
const sourceFiles = (): string[] => [
  'wxt.config.ts',
  ...['components', 'entrypoints', 'lib'].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((path) => /\.tsx?$/.test(path))
      .map((path) => `${folder}/${path}`),
  ),
];
const familyOf = (key: string) => key.split('.')[0]!;

describe('sentences', () => {
  it.each(Object.entries(FAMILIES))(
    '%s: one for each value, and none too many',
    (family, values) => {
      const keys = [...SENTENCES.keys()].filter((key) => familyOf(key) === family);
      expect(keys.sort()).toEqual(values.map((value) => `${family}.${keyOf(value)}`).sort());
    },
  );

  it('none is unused, and none is missing', () => {
    const sources = sourceFiles()
      .map((path) => readFileSync(path, 'utf8'))
      .join('\n');
    const used = new Set(
      [...sources.matchAll(/(?:i18n\.t|message)\(\s*'([\w.]+)'/g)].map((m) => m[1]!),
    );
    for (const [, name] of sources.matchAll(/__MSG_(\w+)__/g)) used.add(name!);
    for (const rule of Object.keys(CONFLICTS)) used.add(`activity.${rule}`);
    const wanted = [...used].filter((key) => !(familyOf(key) in FAMILIES));
    const kept = [...SENTENCES.keys()].filter((key) => !(familyOf(key) in FAMILIES));
    expect(kept.sort()).toEqual(wanted.sort());
  });
});

describe('problems in words', () => {
  beforeEach(speak);

  it.each(Object.keys(PROBLEM_CODES) as ProblemCode[])(
    '%s: what, what it means, what to do',
    (code) => {
      const said = sayProblem({ code, params: { address: 'http://attic' } }, 'Attic');
      expect(said.split(/[.!?](?:\s|$)/).filter(Boolean).length).toBeGreaterThanOrEqual(3);
      expect(said).not.toMatch(/\$\d|undefined|null/);
    },
  );

  it('names the server, and adds what helps to find the cause', () => {
    const params = { endpoint: '/Items', field: 'Items.0.Id' };
    const said = sayProblem({ code: 'bad-answer', params }, 'Attic');
    expect(said).toMatch(/^Attic sent something/);
    expect(said).toMatch(/\(\/Items · Items\.0\.Id\)$/);
  });

  it('does without a name', () => {
    expect(sayProblem({ code: 'unreachable' }, null)).toMatch(/^The server didn't answer/);
  });
});
