import fs from 'node:fs';

type Tree = { [key: string]: string | Tree };

export const DEFAULT_LANGUAGE = 'en';

const textsIn = (language: string): Tree =>
  JSON.parse(fs.readFileSync(`locales/${language}.json`, 'utf8'));

let texts = textsIn(DEFAULT_LANGUAGE);

/** From now on the words looked for are those of this language: "fr", as in `locales/fr.json`. */
export function speakIn(language: string): void {
  texts = textsIn(language);
}

/** A sentence by its key: "action.review". */
export function sentence(key: string): string {
  const found = key.split('.').reduce<string | Tree | undefined>(lookUp, texts);
  if (typeof found !== 'string') throw new Error(`No sentence called ${key}`);
  return found;
}

const lookUp = (tree: string | Tree | undefined, key: string) =>
  typeof tree === 'object' ? tree[key] : undefined;

/** A sentence with anything filled in. */
export function saying(key: string): RegExp {
  const parts = sentence(key).split(/\$\d/);
  const literal = parts.map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${literal.join('.+').replace(/\s+/g, '\\s+')}$`);
}
