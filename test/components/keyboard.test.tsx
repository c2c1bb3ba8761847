// @vitest-environment happy-dom
import 'fake-indexeddb/auto';
import { beforeEach, expect, it } from 'vitest';
import type { TestPage } from './page';
import { follow, openPage } from './presses';
import { SCENES } from './scenes';

let page: TestPage;

beforeEach(async () => {
  page = await openPage();
});

/** In which scene, what is pressed one after another, and where a person goes on then. */
const WALKS: [scene: string, presses: string[], goesOn: string][] = [
  ['popup: held', ['Review'], '8 positions to clear on Attic'],
  ['popup: held', ['Review', 'Clear 8 positions'], 'Ready for the next run'],
  ['popup: held', ['Not now'], 'Ready for the next run'],
  ['popup: first-preview', ['Preview'], 'What would be written'],
  ['popup: first-preview', ['Preview', 'Clear 8 positions'], 'Ready for the next run'],
  ['popup: in-step', ['Preview'], 'What would be written'],
  ['popup: in-step', ['Preview', 'Close'], 'In step'],
  ['popup: in-step', ['Until I resume'], 'Paused until you resume'],
  ['popup: in-step', ['Undo'], 'Dune: Part Two1:12:40 → 1:31:02'],
  ['popup: paused-open', ['Resume'], 'In step'],
  ['options: a code', ['Get a code'], 'On a device where you are signed in'],
  ['options: a code', ['Get a code', 'Stop signing in'], 'Get a code'],
  ['options: a first server', ['Connect', 'Save'], 'Attic'],
  ['options: another server', ['Connect', 'Save'], 'Attic'],
  ['options: servers', ['Remove'], 'Keep it'],
  ['options: servers', ['Remove', 'Keep it'], 'Attic'],
  ['options: servers', ['Remove', 'Yes, remove'], 'Servers'],
  ['options: server-edit', ['Save'], 'Attic'],
  ['options: server-edit', ['Cancel'], 'Attic'],
  ['options: pairs-none', ['Save'], 'Attic → Living room'],
  ['options: pairs-none', ['Save', 'Preview'], '8 positions to clear on Attic'],
  ['options: pairs-none', ['Save', 'Preview', 'Clear 8 positions'], 'Attic → Living room'],
  ['options: pair-edit', ['Close'], 'Living room ⇄ Attic'],
  ['options: pairs-held', ['Review'], '8 positions to clear on Attic'],
  ['options: pairs-held', ['Review', 'Not now'], 'Living room ⇄ Attic'],
  ['options: activity', ['Undo'], 'Dune: Part Two'],
  ['options: data', ['Start over'], 'Keep everything'],
  ['options: data', ['Start over', 'Yes, forget it'], 'Keep everything'],
  ['options: data', ['Start over', 'Keep everything'], 'Start over'],
];

it.each(WALKS)('%s: after %j the keyboard goes on at %s', async (name, presses, goesOn) => {
  const scene = SCENES.find((one) => one.name === name)!;
  await follow(page, scene, presses);
  const said = document.activeElement?.textContent?.trim() ?? '';
  expect(said.slice(0, goesOn.length)).toBe(goesOn);
  expect(page.root.contains(document.activeElement)).toBe(true);
  expect(document.activeElement?.matches('main, .popup, .options')).toBe(false);
});
