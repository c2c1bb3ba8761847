// @vitest-environment happy-dom
import 'fake-indexeddb/auto';
import { beforeEach, expect, it } from 'vitest';
import type { CommandName } from '../../lib/app/commands';
import type { TestPage } from './page';
import { buttons, follow, nameOf, openPage, press, pressable, settle } from './presses';
import { SCENES, type Scene } from './scenes';

/** What is done or forgotten by them was meant by nobody who pressed something else. */
const APPROVING: CommandName[] = [
  ...(['approveHold', 'syncNow', 'chooseTitles', 'chooseSide', 'undo', 'matchTitles'] as const),
  ...(['importSettings', 'takeOver', 'startOver'] as const),
  ...(['removeServer', 'removePair', 'rebindServer'] as const),
];

let page: TestPage;

beforeEach(async () => {
  page = await openPage();
});

/** What stands in the same card, form or row as a button. */
function neighbours(button: Element): string[] {
  const room = button.closest('li, article, form, section, footer, fieldset') ?? page.root;
  return [...room.querySelectorAll('button')].map(sortOf);
}

/** Rows of the history open alike. */
const sortOf = (button: Element): string => (button.matches('.opener') ? 'opener' : nameOf(button));

/** Where an element stands in the page. */
function placeOf(element: Element): number[] {
  const place: number[] = [];
  for (let one = element; one !== page.root; one = one.parentElement!) {
    place.unshift([...one.parentElement!.children].indexOf(one));
  }
  return place;
}

const standsAt = (place: number[]): Element | undefined =>
  place.reduce<Element | undefined>((at, index) => at?.children[index], page.root);

/** Presses what had another name before: where the keyboard is, and where the button stood. */
async function pressAgain(pressed: Element, name: string, place: number[]): Promise<string[]> {
  const before = page.sent.length;
  const same = (one: Element) => one === pressed && nameOf(one) === name;
  const next = [document.activeElement, standsAt(place)]
    .filter(pressable)
    .filter((one) => !same(one));
  if (next.length === 0) return [];
  const names = next.map(nameOf);
  for (const button of new Set(next)) if (button.isConnected) await press(button);
  await settle(page);
  const sent = page.sent.slice(before).map(({ command }) => command);
  return sent.filter((one) => APPROVING.includes(one)).map((one) => `${names} sends ${one}`);
}

/** Presses a button twice, at once and once all is quiet. Answers what is wrong with that. */
async function faultsOf(scene: Scene, path: string[], name: string): Promise<string[]> {
  const at = [scene.name, ...path, name].join(' > ');
  const faults: string[] = [];
  for (const quiet of [false, true]) {
    await follow(page, scene, path);
    const button = buttons(page).get(name)!;
    const place = placeOf(button);
    await press(button);
    if (quiet) {
      await settle(page);
      const now = document.activeElement;
      const lost = !now || !page.root.contains(now) || now.matches(':disabled');
      if (lost) faults.push(`${at}: the keyboard falls to ${now?.tagName}`);
    }
    faults.push(...(await pressAgain(button, name, place)).map((sent) => `${at}: ${sent}`));
  }
  return faults;
}

const walked = new Set<string>();

/** Every button that is there, and those that come by pressing them. */
async function walk(scene: Scene, path: string[] = [], known: string[] = []): Promise<string[]> {
  await follow(page, scene, path);
  const names = [...buttons(page).keys()].filter((name) => !known.includes(name));
  const around = new Map(
    [...buttons(page)].map(([name, button]) => [
      name,
      [sortOf(button), ...neighbours(button)].join(),
    ]),
  );
  const faults: string[] = [];
  for (const name of names) {
    // The same button in the same company, met before in another state, does the same.
    const met = `${scene.hash === null}: ${around.get(name)}`;
    if (walked.has(met)) continue;
    walked.add(met);
    faults.push(...(await faultsOf(scene, path, name)));
    faults.push(...(await walk(scene, [...path, name], [...known, ...names])));
  }
  return faults;
}

it.each(SCENES)('$name: no second press does what another button says', async (scene) => {
  expect(await walk(scene)).toEqual([]);
});
