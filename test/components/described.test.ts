import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { SENTENCES } from './words';

interface Description {
  /** Where a sentence stands and how it is meant. */
  about: string;
  /** What is filled in, by its place. */
  given?: Record<string, string>;
}

const described: Record<string, Description> = JSON.parse(
  readFileSync('docs/sentences.json', 'utf8'),
);

/** The description of a sentence, or of the nearest family that it belongs to. */
function descriptionOf(key: string): Description | undefined {
  const parts = key.split('.');
  for (let length = parts.length; length > 0; length--) {
    const found = described[parts.slice(0, length).join('.')];
    if (found) return found;
  }
  return undefined;
}

describe('what translators are told', () => {
  it('covers every sentence', () => {
    const missing = [...SENTENCES.keys()].filter((key) => !descriptionOf(key)?.about);
    expect(missing).toEqual([]);
  });

  it('says what is filled in, for every place of every sentence', () => {
    const missing = [...SENTENCES].flatMap(([key, text]) => {
      const places = new Set(text.match(/\$\d/g));
      return [...places]
        .filter((place) => !descriptionOf(key)?.given?.[place])
        .map((place) => `${key} ${place}`);
    });
    expect(missing).toEqual([]);
  });

  it('describes nothing that is not there', () => {
    const keys = [...SENTENCES.keys()];
    const gone = Object.keys(described).filter(
      (name) => !keys.some((key) => key === name || key.startsWith(`${name}.`)),
    );
    expect(gone).toEqual([]);
  });
});
