// @vitest-environment happy-dom
import 'fake-indexeddb/auto';
import { act } from 'preact/test-utils';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { PosterSwitch } from '../../components/options/posters/PosterSwitch';
import { BesidePoster, Posters } from '../../components/options/posters/Posters';
import { db } from '../../lib/store/db';
import { savePosterPreference } from '../../lib/store/preferences';
import { soon, TestPage } from './page';

const PICTURE = 'data:image/png;base64,AA==';
let page: TestPage;
/** Brings every room that is watched near the window. */
let near: () => void;
/** Waits until a room is watched, which is a moment after it is there. */
let watching: () => Promise<void>;

beforeEach(async () => {
  const watched = new Set<() => void>();
  near = () => {
    for (const tell of watched) tell();
  };
  watching = () => soon(() => expect(watched.size).toBeGreaterThan(0));
  class Seen {
    private readonly come: () => void;
    constructor(tell: (entries: { isIntersecting: boolean }[]) => void) {
      this.come = () => tell([{ isIntersecting: true }]);
      tell([{ isIntersecting: false }]);
    }
    observe = () => watched.add(this.come);
    disconnect = () => watched.delete(this.come);
  }
  vi.stubGlobal('IntersectionObserver', Seen);
  page = await TestPage.open();
});

afterEach(() => page.show(null));

const show = () =>
  page.show(
    <Posters>
      <BesidePoster items={{ attic: 'a1', cellar: 'c1' }}>
        <p>Heat</p>
      </BesidePoster>
    </Posters>,
  );

it('asks for nothing and takes no room while posters are not wanted', async () => {
  await show();
  await page.says('Heat');
  near();
  expect(page.root.querySelector('.poster, img')).toBeNull();
  expect(page.sent).toEqual([]);
});

it('asks once the title is near, and shows a picture that says nothing of itself', async () => {
  await savePosterPreference(db, { on: true });
  page.answers.poster = { dataUrl: PICTURE };
  await show();
  await page.says('Heat');
  expect(page.root.querySelector('.poster')).not.toBeNull();
  await watching();
  expect(page.sent).toEqual([]);
  near();
  await soon(() => {
    const picture = page.root.querySelector('img');
    expect([picture?.getAttribute('src'), picture?.getAttribute('alt')]).toEqual([PICTURE, '']);
  });
  near();
  expect(page.sent).toEqual([{ command: 'poster', serverId: 'attic', itemId: 'a1' }]);
});

it('asks the other server where the first has none, and keeps the room empty then', async () => {
  await savePosterPreference(db, { on: true });
  await show();
  await page.says('Heat');
  await watching();
  near();
  await soon(() => expect(page.sent).toHaveLength(2));
  expect(page.sent[1]).toEqual({ command: 'poster', serverId: 'cellar', itemId: 'c1' });
  expect(page.root.querySelector('.poster')?.childElementCount).toBe(0);
});

it('is switched on and off, and says what that does', async () => {
  await page.show(<PosterSwitch />);
  await page.says('Show posters');
  await page.says('Small pictures come from your own servers');
  const box = page.root.querySelector('input')!;
  expect(box.checked).toBe(false);
  await act(() => box.click());
  expect(page.sent).toEqual([{ command: 'setPosters', on: true }]);
  await savePosterPreference(db, { on: true });
  await soon(() => expect(box.checked).toBe(true));
  await act(() => box.click());
  expect(page.sent[1]).toEqual({ command: 'setPosters', on: false });
});
