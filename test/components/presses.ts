import { act } from 'preact/test-utils';
import { vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { TestPage } from './page';
import { type Scene, show } from './scenes';
import { work } from './worker';

/** All is near. */
class Seen {
  constructor(private readonly tell: (entries: { isIntersecting: boolean }[]) => void) {}
  observe = () => this.tell([{ isIntersecting: true }]);
  disconnect = () => {};
}

/** A page whose worker does to the store what is asked. */
export async function openPage(): Promise<TestPage> {
  vi.stubGlobal('IntersectionObserver', Seen);
  const page = await TestPage.open();
  page.answers = new Proxy({}, { get: () => work });
  fakeBrowser.permissions.request = async () => true;
  vi.spyOn(URL, 'createObjectURL').mockReturnValue('blob:made');
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockReturnValue();
  return page;
}

export const nameOf = (button: Element): string =>
  button.getAttribute('aria-label') ?? button.textContent?.trim() ?? '';

export const pressable = (button: Element | null | undefined): button is HTMLButtonElement =>
  button instanceof HTMLButtonElement && !button.matches(':disabled');

/** Buttons that can be pressed, the first of each name. */
export function buttons({ root }: TestPage): Map<string, HTMLButtonElement> {
  const all = [...root.querySelectorAll('button')].filter(pressable).reverse();
  return new Map(all.map((button) => [nameOf(button), button]));
}

/** Nothing has changed any more for several turns. */
export async function settle(page: TestPage): Promise<void> {
  let before = '';
  for (let same = 0; same < 4; ) {
    await act(() => new Promise((done) => setTimeout(done)));
    const now = `${page.sent.length} ${page.root.innerHTML}`;
    same = now === before ? same + 1 : 0;
    before = now;
  }
}

export const press = (button: HTMLButtonElement) =>
  act(async () => {
    button.focus();
    button.click();
  });

/** Opens the scene, and presses these buttons one after another. */
export async function follow(page: TestPage, scene: Scene, path: string[]): Promise<void> {
  await show(page, scene);
  await settle(page);
  await scene.first?.(page);
  for (const name of path) {
    await press(buttons(page).get(name)!);
    await settle(page);
  }
}
