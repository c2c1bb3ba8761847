import fs from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { minifySync } from 'vite';
import { zip } from 'wxt';

const BUILD = '.output/chrome-mv3';

export interface Part {
  name: string;
  /** Bytes of its code in the bundle: minified by itself, and that compressed. */
  minified: number;
  gzip: number;
}

export interface Sizes {
  zip: number;
  /** All that one page, or the worker, loads: bytes after gzip. */
  entries: { name: string; files: number; gzip: number }[];
  parts: Part[];
}

/** Builds and zips the extension, and weighs what is in it. */
export async function weigh(): Promise<Sizes> {
  // What imported this file may have set it otherwise, and the build would follow.
  process.env.NODE_ENV = 'production';
  const code = new Map<string, string>();
  const collect = {
    name: 'weigh',
    generateBundle: (_options: unknown, bundle: Record<string, unknown>) => {
      for (const file of Object.values(bundle)) {
        for (const [id, module] of modulesOf(file)) {
          const part = partOf(id);
          code.set(part, `${code.get(part) ?? ''}{${module}\n}\n`);
        }
      }
    },
  };
  const [file] = await quietly(() =>
    zip({
      hooks: {
        'vite:build:extendConfig': (_entries, config) => {
          config.plugins = [...(config.plugins ?? []), collect];
        },
      },
    }),
  );
  const parts = [...code].map(([name, text]) => weighPart(name, text));
  return {
    zip: fs.statSync(file!).size,
    entries: [
      entry('popup.html', filesOfPage('popup.html')),
      entry('options.html', filesOfPage('options.html')),
      entry('background.js', filesOfScript('background.js')),
    ],
    parts: parts.sort((a, b) => b.minified - a.minified),
  };
}

function modulesOf(file: unknown): [string, string][] {
  const { type, modules } = file as { type: string; modules?: Record<string, { code?: string }> };
  if (type !== 'chunk' || !modules) return [];
  return Object.entries(modules).flatMap(([id, { code }]) => (code ? [[id, code]] : []));
}

/** The package that a module comes from, or that it is our own. */
function partOf(id: string): string {
  const found = /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(id.replaceAll('\\', '/'));
  if (found) return found[1]!;
  return id.startsWith('\0') ? 'the bundler itself' : 'Playhead';
}

/** Each module in braces of its own, so that equal names in two of them are no clash. */
function weighPart(name: string, text: string): Part {
  // Not compressed: nothing calls what stands here, and it would be taken for dead.
  const how = { module: true, compress: false, mangle: { toplevel: true } };
  const small = minifySync(`${name}.mjs`, text, how).code || text;
  return { name, minified: Buffer.byteLength(small), gzip: gzipSync(small).length };
}

const entry = (name: string, files: Set<string>) => {
  const sizes = [...files].map((file) => gzipSync(fs.readFileSync(path.join(BUILD, file))).length);
  return { name, files: files.size, gzip: sizes.reduce((sum, size) => sum + size, 0) };
};

function filesOfPage(page: string): Set<string> {
  const html = fs.readFileSync(path.join(BUILD, page), 'utf8');
  const named = [...html.matchAll(/(?:src|href)="\/([^"]+\.(?:js|css))"/g)].map(
    ([, file]) => file!,
  );
  const files = new Set([page, ...named]);
  for (const file of named) if (file.endsWith('.js')) filesOfScript(file, files);
  return files;
}

function filesOfScript(script: string, files = new Set<string>()): Set<string> {
  files.add(script);
  const text = fs.readFileSync(path.join(BUILD, script), 'utf8');
  for (const [, name] of text.matchAll(/(?:from|import)\s*["'](\.{1,2}\/[^"']+)["']/g)) {
    const file = path.posix.join(path.posix.dirname(script), name!);
    if (!files.has(file)) filesOfScript(file, files);
  }
  return files;
}

/** The builder's own lines would run through the tables. */
async function quietly<T>(work: () => Promise<T>): Promise<T> {
  const { write } = process.stdout;
  process.stdout.write = (() => true) as typeof write;
  try {
    return await work();
  } finally {
    process.stdout.write = write;
  }
}
