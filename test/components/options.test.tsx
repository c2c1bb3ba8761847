// @vitest-environment happy-dom
import 'fake-indexeddb/auto';
import { beforeEach, expect, it, vi } from 'vitest';
import { Options } from '../../components/options/Options';
import { ProblemError } from '../../lib/model/problem';
import { db } from '../../lib/store/db';
import { memoryFailure } from '../../lib/store/failure';
import { MEMORY_NOTE_KEY, setMeta } from '../../lib/store/meta';
import { fill } from '../store/filled';
import { TestPage } from './page';

let page: TestPage;

beforeEach(async () => {
  page = await TestPage.open();
});

it('is never blank: it says that it looks, and then why there is nothing to see', async () => {
  const blocked = new ProblemError({ code: 'memory-blocked' });
  const ready = vi.spyOn(db, 'ready').mockReturnValueOnce(new Promise(() => {}));
  await page.show(<Options version="1" restart={() => {}} />);
  await page.says('Looking…');
  await page.show(null);
  ready.mockRejectedValue(memoryFailure(blocked));
  await page.show(<Options version="1" restart={() => {}} />);
  await page.says('Another page of Playhead holds its memory');
  expect(page.root.textContent).not.toContain('Looking…');
});

it('says what became of the memory, above everything else', async () => {
  await fill(db);
  await setMeta(db, MEMORY_NOTE_KEY, { is: 'unread', count: 2, at: 1 });
  await page.show(<Options version="1" restart={() => {}} />);
  await page.says("2 entries of Playhead's memory could not be read and were left out.");
});
