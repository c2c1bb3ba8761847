import { act } from 'preact/test-utils';
import { expect } from 'vitest';
// What comes later on a page is here at once.
import '../../components/HeldCard';
import '../../components/options/about/AboutPage';
import '../../components/options/data/DataPage';
import '../../components/options/data/Offers';
import '../../components/options/pairs/PairsPage';
import '../../components/options/rules/RulesPage';
import '../../components/options/safety/SafetyPage';
import '../../components/options/activity/ActivityPage';
import '../../components/options/matching/MatchingPage';
import '../../components/options/servers/ServerForm';
import '../../components/popup/PausePanel';
import '../../components/popup/PreviewPanel';
import '../../components/popup/RecentChanges';
import '../../components/popup/TabServer';
import { Options } from '../../components/options/Options';
import { Popup } from '../../components/popup/Popup';
import { db } from '../../lib/store/db';
import type { Rows } from '../screenshots/fill';
import { HOLD, household, pairState, summary } from '../screenshots/household';
import { PLACES } from '../screenshots/places';
import { STATES } from '../screenshots/states';
import { soon, type TestPage } from './page';

/** A page in a state, as a person finds it. */
export interface Scene {
  name: string;
  rows(): Rows;
  /** Behind the # of the options page; null for the popup. */
  hash: string | null;
  /** What a person types or chooses there first. */
  first?(page: TestPage): Promise<void>;
  /** What is there once all has been read. */
  shows?: string;
  /** The worker does not answer. */
  silent?: boolean;
}

const popup = (name: string, rows: () => Rows, more: Partial<Scene> = {}): Scene => ({
  ...{ name: `popup: ${name}`, rows, hash: null },
  ...more,
});

const options = (
  name: string,
  hash: string,
  rows: () => Rows,
  more: Partial<Scene> = {},
): Scene => ({
  ...{ name: `options: ${name}`, rows, hash },
  ...more,
});

const onTrial = () =>
  household({ pairStates: [pairState('p1', { trial: ['Heat'] }), pairState('p2')] });

const approved = () => {
  const problem = { code: 'signed-out', serverId: 'attic' } as const;
  const last = summary('p1', { outcome: 'needs-you', problem });
  return household({ pairStates: [pairState('p1', { approved: ['a'], last }), pairState('p2')] });
};

const twoHeld = () =>
  household({
    pairStates: [
      pairState('p1', { hold: HOLD }),
      pairState('p2', { hold: { ...HOLD, pairId: 'p2', planHash: 'h2' } }),
    ],
  });

async function typeServer(page: TestPage): Promise<void> {
  await page.type('Address', 'http://192.168.1.20:8096');
  await page.type('User name', 'mia');
}

async function chooseCode(page: TestPage): Promise<void> {
  await page.type('Address', 'http://192.168.1.20:8096');
  const labels = [...page.root.querySelectorAll('label')];
  const label = labels.find(({ textContent }) => textContent === 'Quick Connect')!;
  await act(() => label.click());
}

async function chooseFile(page: TestPage): Promise<void> {
  const input = page.root.querySelector<HTMLInputElement>('[type=file]')!;
  const file = new File(['{"servers":[],"pairs":[]}'], 's.json');
  Object.defineProperty(input, 'files', { value: [file] });
  await act(() => {
    input.dispatchEvent(new Event('change', { bubbles: true }));
  });
  await page.says('This file names');
}

const empty = () => ({});

/** Every state of the popup and every place of the options page, and what is typed on the way. */
export const SCENES: Scene[] = [
  ...STATES.map(({ name, rows, first, shows }) =>
    popup(name, rows, { silent: name === 'silent', shows: first ? undefined : shows }),
  ),
  popup('on trial', onTrial),
  popup('approved', approved),
  popup('two held', twoHeld),
  ...PLACES.map(({ name, hash, state, shows }) => options(name, hash, state.rows, { shows })),
  options('a pair on trial', 'pairs', onTrial),
  options('what was approved', 'pairs', approved),
  options('a first server', 'servers', empty, { first: typeServer }),
  options('another server', 'servers/add', () => household(), { first: typeServer }),
  options('a code', 'servers/add/jellyfin', () => household(), { first: chooseCode }),
  options('a file', 'data', () => household(), { first: chooseFile }),
];

/** Puts these rows, and no others, into the store. */
export async function store(rows: Rows): Promise<void> {
  for (const table of db.tables) {
    await table.clear();
    await table.bulkPut(rows[table.name] ?? []);
  }
}

export async function show(page: TestPage, scene: Scene): Promise<void> {
  await page.show(null);
  await store(scene.rows());
  page.sent.length = 0;
  page.alive = !scene.silent;
  location.hash = scene.hash ?? '';
  const restart = () => {};
  await page.show(
    scene.hash === null ? <Popup restart={restart} /> : <Options version="1" restart={restart} />,
  );
  const { shows } = scene;
  if (shows) await soon(() => expect(page.root.querySelector(shows)).not.toBeNull());
}
