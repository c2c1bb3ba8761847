import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Built, buildFor, packageOf } from './built';

const ROOT = path.resolve(import.meta.dirname, '../..');
const CSP = "script-src 'self'; object-src 'self';";

/** All that the manifest says, but for names, pictures and the least version of a browser. */
const BOTH = {
  manifest_version: 3,
  permissions: ['storage', 'alarms'],
  optional_permissions: ['activeTab', 'scripting', 'notifications'],
  optional_host_permissions: ['http://*/*', 'https://*/*'],
  content_security_policy: { extension_pages: CSP },
  options_ui: { open_in_tab: true, page: 'options.html' },
};
const OWN = {
  chrome: { ...BOTH, background: { type: 'module', service_worker: 'background.js' } },
  firefox: {
    ...BOTH,
    background: { type: 'module', scripts: ['background.js'] },
    incognito: 'not_allowed',
    browser_specific_settings: {
      gecko: expect.objectContaining({ data_collection_permissions: { required: ['none'] } }),
    },
  },
};
const LOOKS = [
  ...['name', 'description', 'version', 'default_locale', 'icons', 'action'],
  'minimum_chrome_version',
];

/** Code of others that ships. A new one is a decision: what it may do, and under which licence. */
const PACKAGES = [
  '@preact/signals 2.11.4 MIT',
  '@preact/signals-core 1.14.5 MIT',
  '@wxt-dev/browser 0.3.6 MIT',
  '@wxt-dev/i18n 0.2.7 MIT',
  '@wxt-dev/webextension-polyfill 1.0.0 MIT',
  'dexie 4.4.7 Apache-2.0',
  'preact 11.2.0 MIT',
  'webextension-polyfill 0.12.0 MPL-2.0',
  'wxt 0.20.27 MIT',
  'zod 4.6.7 MIT',
];

/** Text that would be run. */
const RUNS_TEXT =
  /\beval\s*\)?\s*\(|(?<![\w.])Function\s*\(|\bset(?:Timeout|Interval)\s*\(\s*["'`]|\bimportScripts\b/;
/** Text that would become part of a page. */
const MAKES_MARKUP =
  /innerHTML|outerHTML|insertAdjacentHTML|document\.write|srcdoc|createContextualFragment|DOMParser/i;

describe.each(['chrome', 'firefox'] as const)('what %s is given', (browser) => {
  let made: Built | null = null;
  const built = () => {
    made ??= buildFor(browser);
    return made;
  };

  it('asks for what it says and opens no door to pages or other extensions', () => {
    const said = Object.entries(built().manifest).filter(([name]) => !LOOKS.includes(name));
    expect(Object.fromEntries(said)).toEqual(OWN[browser]);
  });

  it('runs no text as code', () => {
    const scripts = built().files.filter(({ text }) => text.length > 0);
    expect(scripts.length).toBeGreaterThan(10);
    expect(scripts.filter(({ text }) => RUNS_TEXT.test(text)).map(({ file }) => file)).toEqual([]);
  });

  it('makes markup of text nowhere but where Preact could, which nobody asks it to', () => {
    const makers = built().modules.filter(({ code }) => MAKES_MARKUP.test(code));
    expect(makers.map(({ id }) => packageOf(id) ?? id)).toEqual(['preact 11.2.0 MIT']);
  });

  it('has pages without scripts of their own, or from elsewhere', () => {
    const pages = built().files.filter(({ file }) => file.endsWith('.html'));
    expect(pages.map(({ file }) => file).sort()).toEqual(['options.html', 'popup.html']);
    for (const { text } of pages) {
      const scripts = text.match(/<script\b[^>]*>[^<]*/g) ?? [];
      expect(scripts.length).toBeGreaterThan(0);
      for (const script of scripts) expect(script).toMatch(/ src="\/[^/"][^"]*"[^>]*>\s*$/);
      expect(text).not.toMatch(/\son\w+=|javascript:|<(?:iframe|object|embed|base)\b|https?:/i);
    }
  });

  it('holds the packages that were agreed on, under their licences, and no other', () => {
    const found = new Set(built().modules.map(({ id }) => packageOf(id)));
    expect([...found].filter((one) => one !== null).sort()).toEqual(PACKAGES);
  });
});

/** Ways in beside the one that is guarded: for other extensions, lasting lines, frames and windows. */
const OTHER_DOORS =
  /onMessageExternal|onConnect\b|onConnectExternal|onUserScript|on(?:message|connect)\s*=|addEventListener\(\s*'message'|BroadcastChannel|postMessage/;

describe("the product's own code", () => {
  const holding = (what: RegExp): string[] =>
    ['components', 'entrypoints', 'lib', 'modules', 'public']
      .flatMap((folder) =>
        readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' }).map((file) =>
          path.posix.join(folder, file.split(path.sep).join('/')),
        ),
      )
      .filter((file) => /\.(tsx?|m?js)$/.test(file))
      .filter((file) => what.test(readFileSync(path.join(ROOT, file), 'utf8')));

  it('runs no text and makes no markup of it', () => {
    expect(holding(RUNS_TEXT)).toEqual([]);
    expect(holding(MAKES_MARKUP)).toEqual([]);
  });

  it('listens at one door only', () => {
    expect(holding(/\bonMessage\b/)).toEqual(['lib/platform/receive.ts']);
    expect(holding(OTHER_DOORS)).toEqual([]);
  });

  it('goes into tabs in one place only', () => {
    expect(holding(/executeScript|registerContentScripts|insertCSS/)).toEqual([
      'lib/platform/open-tab.ts',
    ]);
  });
});
