import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const ROOT = path.resolve(import.meta.dirname, '../..');

/** The extension as one browser gets it. */
export interface Built {
  manifest: Record<string, unknown>;
  /** Every script and page that ships, by its path in the extension. */
  files: { file: string; text: string }[];
  /** Every module of which something ships: where it lies, and what is left of it. */
  modules: { id: string; code: string }[];
}

/** Builds the extension apart from any other build, which takes seconds. Throws when that fails. */
export function buildFor(browser: 'chrome' | 'firefox'): Built {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'playhead-built-'));
  try {
    const env = { ...process.env, NODE_ENV: 'production' };
    const script = path.join(import.meta.dirname, 'build.mjs');
    execFileSync(process.execPath, [script, browser, folder], { cwd: ROOT, env, stdio: 'pipe' });
    const out = path.join(folder, 'out', `${browser}-mv3`);
    const text = (file: string) => readFileSync(path.join(out, file), 'utf8');
    const files = readdirSync(out, { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.(m?js|html)$/.test(file))
      .map((file) => ({ file, text: text(file) }));
    const modules = JSON.parse(readFileSync(path.join(folder, 'went-in.json'), 'utf8'));
    return { manifest: JSON.parse(text('manifest.json')), files, modules };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A package that ships, as "name version licence"; null for a module of no package. */
export function packageOf(id: string): string | null {
  const home = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(id.split(path.sep).join('/'))?.[1];
  if (!home) return null;
  const { name, version, license } = JSON.parse(
    readFileSync(path.join(home, 'package.json'), 'utf8'),
  );
  return `${name} ${version} ${license}`;
}
