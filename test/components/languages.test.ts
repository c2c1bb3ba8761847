import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { LANGUAGE_TAGS } from '../../lib/model/language';

type Tree = { [key: string]: string | Tree };

const ENGLISH = sentencesOf('en');
const OTHERS = readdirSync('locales')
  .filter((file) => file.endsWith('.json') && file !== 'en.json')
  .map((file) => file.replace(/\.json$/, ''));

/** Keys of longer sentences that read the same as in English, each with its language: "fr:nav.x". */
const SAME_ON_PURPOSE: string[] = [];

/** What the Chrome Web Store takes. */
const LONGEST_DESCRIPTION = 132;

/** Every sentence by its dotted key; each form of a plural is one of its own: "plan.more.n". */
function sentencesOf(language: string): ReadonlyMap<string, string> {
  const tree: Tree = JSON.parse(readFileSync(`locales/${language}.json`, 'utf8'));
  return new Map(flatten(tree, []));
}

function flatten(branch: Tree, path: string[]): [string, string][] {
  return Object.entries(branch).flatMap(([key, value]): [string, string][] =>
    typeof value === 'string'
      ? [[[...path, key].join('.'), value]]
      : flatten(value, [...path, key]),
  );
}

const isForm = (key: string): boolean => /\.(?:n|\d+)$/.test(key);
const without = (keys: Iterable<string>, others: ReadonlyMap<string, string>): string[] =>
  [...keys].filter((key) => !others.has(key));
const insertsOf = (text: string): string =>
  [...new Set(text.match(/\$\d/g) ?? [])].sort().join(' ');
const wordsIn = (text: string): number => text.match(/\p{L}[\p{L}'’-]*/gu)?.length ?? 0;

it.each(['en', ...OTHERS])('%s: a problem names its server first', (language) => {
  const later = [...sentencesOf(language)]
    .filter(([key, text]) => key.startsWith('problem.') && text.lastIndexOf('$1') > 0)
    .map(([key]) => key);
  expect(later).toEqual([]);
});

it('French keeps its signs on the line of their words', () => {
  const loose = [...sentencesOf('fr')].filter(([, text]) =>
    /[ \u00a0][:;?!»]|«[^\u202f]/.test(text),
  );
  expect(loose).toEqual([]);
});

it('can be chosen in every language that there is', () => {
  expect([...OTHERS, 'en'].sort()).toEqual(LANGUAGE_TAGS.map((tag) => String(tag)).sort());
});

describe.each(OTHERS)('%s', (language) => {
  const said = sentencesOf(language);
  const both = [...ENGLISH].flatMap(([key, english]): [string, string, string][] => {
    const text = said.get(key);
    return text === undefined ? [] : [[key, english, text]];
  });

  it('has every sentence, and none that is unknown', () => {
    const missing = without(ENGLISH.keys(), said).filter((key) => !isForm(key));
    const unknown = without(said.keys(), ENGLISH).filter((key) => !isForm(key));
    expect({ missing, unknown }).toEqual({ missing: [], unknown: [] });
  });

  it('has the same forms of each plural', () => {
    const missing = without(ENGLISH.keys(), said).filter(isForm);
    const unknown = without(said.keys(), ENGLISH).filter(isForm);
    expect({ missing, unknown }).toEqual({ missing: [], unknown: [] });
  });

  it('fills the same into each sentence', () => {
    const wrong = both.flatMap(([key, english, text]) => {
      const [wanted, has] = [insertsOf(english), insertsOf(text)];
      return wanted === has ? [] : [`${key}: "${has}" instead of "${wanted}"`];
    });
    expect(wrong).toEqual([]);
  });

  it('leaves no sentence in English, and none empty', () => {
    const left = both
      .filter(([, english, text]) => text === english && wordsIn(english) > 3)
      .map(([key]) => key)
      .filter((key) => !SAME_ON_PURPOSE.includes(`${language}:${key}`));
    const empty = [...said].filter(([, text]) => text.trim() === '').map(([key]) => key);
    expect({ left, empty }).toEqual({ left: [], empty: [] });
  });

  it('keeps to what the build and the stores take', () => {
    expect(said.get('languageTag')).toBe(language.replace('_', '-'));
    expect(said.get('extName')).toBe(ENGLISH.get('extName'));
    expect(said.get('extDescription')!.length).toBeLessThanOrEqual(LONGEST_DESCRIPTION);
    // The build joins the forms of a plural with it.
    expect([...said].filter(([, text]) => text.includes(' | '))).toEqual([]);
  });
});
