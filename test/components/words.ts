import { readFileSync } from 'node:fs';
import { fakeBrowser } from 'wxt/testing/fake-browser';

type Tree = { [key: string]: string | Tree };

const tree: Tree = JSON.parse(readFileSync('locales/en.json', 'utf8'));

/** Every sentence by its dotted key; the forms of a plural joined as the build joins them. */
export const SENTENCES: ReadonlyMap<string, string> = new Map(flatten(tree, []));

function flatten(branch: Tree, path: string[]): [string, string][] {
  const forms = Object.keys(branch).every((key) => key === 'n' || Number.isFinite(Number(key)));
  if (forms && path.length > 0) return [[path.join('.'), Object.values(branch).join(' | ')]];
  return Object.entries(branch).flatMap(([key, value]): [string, string][] =>
    typeof value === 'string'
      ? [[[...path, key].join('.'), value]]
      : flatten(value, [...path, key]),
  );
}

const BY_BROWSER_KEY = new Map(
  [...SENTENCES].map(([key, text]) => [key.replaceAll('.', '_'), text]),
);

/** Lets the fake browser speak with the real sentences. */
export function speak(): void {
  fakeBrowser.i18n.getMessage = (key: string, given?: string | (string | number)[]): string => {
    const params = typeof given === 'string' ? [given] : (given ?? []);
    const text = BY_BROWSER_KEY.get(key) ?? '';
    return text.replace(/\$(\d)/g, (_, digit) => String(params[Number(digit) - 1] ?? ''));
  };
}
