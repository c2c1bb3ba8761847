import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = path.resolve(import.meta.dirname, '..');
const PRODUCT = ['entrypoints', 'components', 'lib'];

interface Source {
  file: string;
  text: string;
  lines: number;
  /** Files of ours, from the root, without an ending. */
  ours: string[];
  packages: string[];
}

const under = (folder: string): string[] =>
  readdirSync(path.join(ROOT, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(ROOT, path.join(entry.parentPath, entry.name)))
    .map((file) => file.split(path.sep).join('/'));

function read(file: string): Source {
  const text = readFileSync(path.join(ROOT, file), 'utf8');
  const from = [...text.matchAll(/(?:from|import)\s+'([^']+)'/g)].map((match) => match[1]!);
  const ours = from
    .filter((name) => name.startsWith('.'))
    .map((name) => path.posix.join(path.posix.dirname(file), name));
  const packages = from.filter((name) => !name.startsWith('.'));
  return { file, text, lines: text.split('\n').length - 1, ours, packages };
}

const isCode = (file: string): boolean => /\.(ts|tsx|mjs)$/.test(file);
const product = PRODUCT.flatMap(under).filter(isCode).map(read);
const everything = [...PRODUCT, 'test', 'scripts'].flatMap(under).filter(isCode).map(read);

/** The folder of a file, as the arrows know it. */
function roomOf(file: string): string {
  const [top, second] = file.split('/');
  return top === 'lib' || top === 'entrypoints' ? `${top}/${second}` : top!;
}

/** Which room may import which. What is not drawn is forbidden. */
const ARROWS: Record<string, (to: string) => boolean> = {
  'lib/model': () => false,
  'lib/plan': (to) => to.startsWith('lib/model/'),
  'lib/servers': (to) => to.startsWith('lib/model/'),
  'lib/store': (to) => to.startsWith('lib/model/'),
  'lib/engine': (to) => /^lib\/(model|plan)\//.test(to) || ENGINE_MAY.includes(to),
  'lib/status': (to) => /^lib\/(model|plan)\//.test(to),
  'lib/words': (to) => /^lib\/(model|status)\//.test(to),
  'lib/app': (to) =>
    /^lib\/(model|plan|servers|status|engine|store)\//.test(to) && !onlyInABrowser(to),
  'lib/platform': (to) =>
    /^lib\/((model|status|words)\/|store\/sync-chunks$|app\/(commands|answers)$)/.test(to),
  components: (to) =>
    /^lib\/((model|platform|words|status)\/|plan\/guard$|app\/(commands|answers)$)/.test(to) ||
    PAGES_MAY.some((file) => to === `lib/store/${file}`),
  'entrypoints/background': (to) => to.startsWith('lib/'),
  'entrypoints/popup': (to) => to.startsWith('components/'),
  'entrypoints/options': (to) => to.startsWith('components/'),
};
/** Reads for the pages, and what happens in the page. */
const PAGES_MAY = [
  ...['read', 'read-activity', 'read-matching', 'read-preferences', 'read-tracked', 'live'],
  ...['disk', 'preferences', 'sealed-file'],
];
/** The store's driver for browsers, and the pages' reads. */
const onlyInABrowser = (to: string): boolean => /^lib\/store\/(dexie|db|live|read)/.test(to);
const ENGINE_MAY = ['lib/servers/port', 'lib/store/memory', 'lib/store/batch', 'lib/store/scratch'];

describe('the shape of the code', () => {
  it('keeps the arrows between its folders', () => {
    const wrong = product.flatMap(({ file, ours }) => {
      const room = roomOf(file);
      const may = ARROWS[room];
      if (!may) return [`${file}: no arrows for ${room}`];
      return ours
        .filter((to) => roomOf(to) !== room && !may(to))
        .map((to) => `${file} imports ${to}`);
    });
    expect(wrong).toEqual([]);
  });

  it('keeps one adapter out of another', () => {
    const wrong = product.flatMap(({ file, ours }) => {
      const kind = /^lib\/servers\/(plex|emby|jellyfin|mediabrowser)\//.exec(file)?.[1];
      if (!kind) return [];
      const others = ['plex', 'emby', 'jellyfin'].filter((other) => other !== kind);
      return ours
        .filter((to) => others.some((other) => to.startsWith(`lib/servers/${other}/`)))
        .map((to) => `${file} imports ${to}`);
    });
    expect(wrong).toEqual([]);
  });

  it('has no cycles, those of types counted', () => {
    const graph = new Map(product.map((source) => [source.file.replace(/\.tsx?$/, ''), source]));
    const done = new Set<string>();
    const cycles: string[] = [];
    const visit = (name: string, trail: string[]): void => {
      if (trail.includes(name))
        cycles.push([...trail.slice(trail.indexOf(name)), name].join(' > '));
      const source = graph.get(name);
      if (done.has(name) || !source || trail.includes(name)) return;
      for (const to of source.ours) visit(to, [...trail, name]);
      done.add(name);
    };
    for (const name of graph.keys()) visit(name, []);
    expect(cycles).toEqual([]);
  });

  it('decides without a clock, chance or waiting', () => {
    const impure = /Date\.now|new Date\(\)|Math\.random|\basync\b|\bawait\b|crypto\./;
    const wrong = product.filter(
      ({ file, text }) => /^lib\/(plan|model)\//.test(file) && impure.test(text),
    );
    expect(wrong.map((source) => source.file)).toEqual([]);
  });

  it('knows no browser and no page where a machine without one may live', () => {
    const worldly =
      /\b(browser\.\w|navigator|document|window|set(Timeout|Interval)|Date\.now|crypto\.)/;
    const wrong = product.filter(
      ({ file, text }) => /^lib\/app\//.test(file) && worldly.test(text),
    );
    expect(wrong.map((source) => source.file)).toEqual([]);
  });

  it('tells the pages of the commands by their types alone', () => {
    const wrong = product.filter(
      ({ file, text }) =>
        !/^(lib\/app|entrypoints\/background)\//.test(file) &&
        /^import (?!type\b)[^;]*lib\/app\/|^import (?!type\b)[^;]*'\.\.\/app\//m.test(text),
    );
    expect(wrong.map((source) => source.file)).toEqual([]);
  });

  it('keeps each outside library in its place', () => {
    const places: [RegExp, RegExp][] = [
      [/^dexie$/, /^lib\/store\//],
      [
        /^zod/,
        /^lib\/(servers\/(.*\/)?schema|store\/settings-file|app\/(commands|parse-command))\.ts$/,
      ],
      [/^(wxt\/browser|webextension-polyfill)$/, /^(lib\/platform|entrypoints)\//],
      [/^ky$/, /^lib\/servers\/http\.ts$/],
      [/^(preact|@preact)/, /^(components|entrypoints\/(popup|options))\//],
    ];
    const wrong = product.flatMap(({ file, packages }) =>
      packages
        .filter((name) => places.some(([what, where]) => what.test(name) && !where.test(file)))
        .map((name) => `${file} imports ${name}`),
    );
    expect(wrong).toEqual([]);
  });

  it('has no file over 300 lines, no barrel and no folder called utils', () => {
    const long = everything.filter((source) => source.lines > 300).map((source) => source.file);
    const barrels = product.filter(({ text }) => /^export \* from/m.test(text));
    const utils = everything.filter(({ file }) => /(^|\/)utils?\//.test(file));
    expect({ long, barrels, utils }).toEqual({ long: [], barrels: [], utils: [] });
  });

  it('leaves nothing for later', () => {
    const later = new RegExp(['TO' + 'DO', 'FIX' + 'ME', 'not imple' + 'mented'].join('|'));
    expect(everything.filter(({ text }) => later.test(text)).map((s) => s.file)).toEqual([]);
  });
});

describe('the packages', () => {
  it('has a lock entry for every platform package, so that a clean install works', () => {
    const lock = JSON.parse(readFileSync(path.join(ROOT, 'package-lock.json'), 'utf8'));
    const names = new Set(
      Object.keys(lock.packages).map((key) => key.slice(key.lastIndexOf('node_modules/') + 13)),
    );
    const entries = Object.values(lock.packages) as { optionalDependencies?: object }[];
    const wanted = entries.flatMap((entry) => Object.keys(entry.optionalDependencies ?? {}));
    expect(wanted.filter((name) => !names.has(name))).toEqual([]);
  });

  it('pins every version exactly', () => {
    const { dependencies, devDependencies } = JSON.parse(
      readFileSync(path.join(ROOT, 'package.json'), 'utf8'),
    );
    const loose = Object.entries({ ...dependencies, ...devDependencies }).filter(
      ([, version]) => !/^\d+\.\d+\.\d+$/.test(String(version)),
    );
    expect(loose).toEqual([]);
  });
});
