import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { type BrowserContext, chromium, type Page } from '@playwright/test';
import type { Answer } from '../../lib/app/answers';
import type { CommandName, Commands } from '../../lib/app/commands';
import type { RunSummary } from '../../lib/model/run';
import { findBrowser } from '../../scripts/browser.mjs';

/** The part of the browser's own interface that the tests call from inside a page. */
declare const chrome: {
  runtime: { sendMessage(message: unknown): Promise<never> };
  alarms: { create(name: string, when: { when: number }): Promise<void> };
  permissions: {
    contains(what: { origins: string[] }): Promise<boolean>;
    request(what: { origins: string[] }): Promise<boolean>;
  };
};

const BUILD = path.resolve(import.meta.dirname, '../../.output/chrome-mv3');

/**
 * What the browser does without: upgrades of addresses to https, calls of its own, and the pages it
 * keeps ready for its address bar, which cost every start a second.
 */
const WITHOUT = [
  'HttpsFirstBalancedModeAutoEnable',
  'HttpsUpgrades',
  'LensOverlay',
  'MediaRouter',
  'NetworkTimeServiceQuerying',
  'OptimizationHints',
  'PaintHolding',
  'PreconnectToSearch',
  'WebUIOmniboxAimPopup',
  'WebUIOmniboxFullPopup',
  'WebUIOmniboxPopup',
];

export interface Extension {
  context: BrowserContext;
  id: string;
  /** A page of the extension's own, from which commands are sent. */
  page: Page;
  url(page: 'popup' | 'options'): string;
  open(page: 'popup' | 'options'): Promise<Page>;
  /** Gives access to an origin, as a person would in the browser's own question. */
  allow(pattern: string): Promise<void>;
  send<N extends CommandName>(
    command: N,
    takes: Commands[N]['takes'],
  ): Promise<Answer<Commands[N]['gives']>>;
  sync(pairId?: string): Promise<RunSummary[]>;
  stopWorker(): Promise<void>;
  /** Lets the wake-up alarm ring now instead of within the minute. */
  wakeByAlarm(): Promise<void>;
  close(): Promise<void>;
}

export interface Launch {
  headless?: boolean;
  handleSIGINT?: boolean;
  /** Names that lead to a port of this machine: `plex.tv`, `*.plex.direct`. */
  names?: Record<string, number | null>;
  /** Public keys of certificates that are trusted. */
  trusted?: string[];
  /** Permissions that the browser would ask for, and cannot without a window: given beforehand. */
  given?: string[];
}

/** The built extension in a fresh browser profile. Nothing but loopback can be reached. */
export async function startExtension(more: Launch = {}): Promise<Extension> {
  const profile = fs.mkdtempSync(path.join(os.tmpdir(), 'playhead-'));
  const build = more.given ? buildWith(more.given, profile) : BUILD;
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: findBrowser(),
    headless: more.headless ?? true,
    handleSIGINT: more.handleSIGINT ?? true,
    chromiumSandbox: process.getuid?.() !== 0,
    args: [
      '--lang=en',
      `--disable-features=${WITHOUT.join(',')}`,
      `--disable-extensions-except=${build}`,
      `--load-extension=${build}`,
      `--host-resolver-rules=${resolving(more.names ?? {})}`,
      '--enable-unsafe-extension-debugging',
      ...(more.trusted ? [`--ignore-certificate-errors-spki-list=${more.trusted.join(',')}`] : []),
    ],
  });
  const worker = context.serviceWorkers()[0] ?? (await context.waitForEvent('serviceworker'));
  const id = new URL(worker.url()).host;
  const url = (page: string) => `chrome-extension://${id}/${page}.html`;
  const open = async (name: 'popup' | 'options') => {
    const page = await context.newPage();
    await page.goto(url(name));
    return page;
  };
  const page = await openedByItself(context, url('options'));
  await page.waitForLoadState();
  const send: Extension['send'] = (command, takes) =>
    page.evaluate((message) => chrome.runtime.sendMessage(message), { command, ...takes });
  return {
    context,
    id,
    page,
    url,
    open,
    send,
    allow: (pattern) => allow(context, page, id, pattern),
    async sync(pairId) {
      const answer = await send('syncNow', pairId ? { pairId } : {});
      if (!answer.ok) throw new Error(`${answer.error.code}: ${answer.error.message}`);
      return answer.value;
    },
    stopWorker: () => stopWorker(context, page),
    wakeByAlarm: () => page.evaluate(() => chrome.alarms.create('wake', { when: Date.now() })),
    async close() {
      await context.close();
      fs.rmSync(profile, { recursive: true, force: true });
    },
  };
}

/** A new installation opens its options page, in a tab of its own or in the empty one. */
async function openedByItself(context: BrowserContext, url: string): Promise<Page> {
  for (;;) {
    const found = context.pages().find((page) => page.url().startsWith(url));
    if (found) return found;
    const changes = [
      context.waitForEvent('page'),
      ...context.pages().map((page) => page.waitForEvent('framenavigated')),
    ];
    await Promise.race(changes.map((change) => change.catch(() => null)));
  }
}

/** A copy of the build that has these permissions from the start: asking for them says yes at once. */
function buildWith(given: string[], profile: string): string {
  const copy = path.join(profile, 'build');
  fs.cpSync(BUILD, copy, { recursive: true });
  const file = path.join(copy, 'manifest.json');
  const manifest = JSON.parse(fs.readFileSync(file, 'utf8'));
  const permissions = [...manifest.permissions, ...given];
  fs.writeFileSync(file, JSON.stringify({ ...manifest, permissions, optional_permissions: [] }));
  return copy;
}

/** Null keeps a name's own port. */
const resolving = (names: NonNullable<Launch['names']>): string =>
  [
    ...Object.entries(names).map(
      ([name, port]) => `MAP ${name} 127.0.0.1${port === null ? '' : `:${port}`}`,
    ),
    'MAP * ~NOTFOUND',
    'EXCLUDE localhost',
    'EXCLUDE 127.0.0.1',
  ].join(', ');

/**
 * The browser's own question cannot be answered in a headless browser: the yes is recorded through
 * its extensions page, and becomes active when the extension asks for the origin in a click.
 */
async function allow(context: BrowserContext, page: Page, id: string, pattern: string) {
  const origins = [pattern];
  const held = await page.evaluate((asked) => chrome.permissions.contains(asked), { origins });
  if (held) return;
  await recordGrant(context, id, pattern);
  await page.evaluate((origin) => {
    const button = document.createElement('button');
    button.id = 'grant-for-test';
    button.addEventListener('click', () => {
      void chrome.permissions
        .request({ origins: [origin] })
        .then((given) => button.setAttribute('data-given', String(given)));
    });
    document.body.append(button);
  }, pattern);
  await page.evaluate(() => document.getElementById('grant-for-test')!.focus());
  await page.keyboard.press('Enter');
  await page.waitForSelector('#grant-for-test[data-given="true"]', { timeout: 5_000 });
  await page.evaluate(() => document.getElementById('grant-for-test')!.remove());
}

/**
 * Answers yes beforehand: the extension's own click then gets the origin without a question.
 * The script is the lightest document that has the rights of the browser's extensions page.
 */
export async function recordGrant(context: BrowserContext, id: string, ...patterns: string[]) {
  const extensions = await context.newPage();
  await extensions.goto('chrome://extensions/strings.m.js', { waitUntil: 'commit' });
  await extensions.evaluate(
    async ([extension, ...origins]) => {
      const { developerPrivate } = (globalThis as unknown as Privileged).chrome;
      for (const origin of origins) await developerPrivate.addHostPermission(extension!, origin);
    },
    [id, ...patterns],
  );
  await extensions.close();
}

/** The browser's own page may do more. */
interface Privileged {
  chrome: { developerPrivate: { addHostPermission(id: string, origin: string): Promise<void> } };
}

/** Kills the worker as the browser does, and waits until it is dead. */
async function stopWorker(context: BrowserContext, page: Page): Promise<void> {
  const session = await context.newCDPSession(page);
  const stopped = new Promise<void>((done) => {
    session.on('ServiceWorker.workerVersionUpdated', ({ versions }) => {
      if (versions.some((version) => version.runningStatus === 'stopped')) done();
    });
  });
  await session.send('ServiceWorker.enable');
  await session.send('ServiceWorker.stopAllWorkers');
  await stopped;
  await session.detach();
}
