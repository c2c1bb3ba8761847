// @vitest-environment happy-dom
import 'fake-indexeddb/auto';
import { act } from 'preact/test-utils';
import { beforeEach, expect, it, vi } from 'vitest';
import { LanguageCard } from '../../components/options/about/LanguageCard';
import { soon, TestPage } from './page';

let page: TestPage;
const reload = vi.fn();

beforeEach(async () => {
  page = await TestPage.open();
  localStorage.clear();
  reload.mockReset();
  vi.stubGlobal('location', { reload });
});

async function choose(language: string): Promise<HTMLSelectElement> {
  await page.show(<LanguageCard />);
  const select = page.root.querySelector('select')!;
  await act(() => {
    select.value = language;
    select.dispatchEvent(new Event('change', { bubbles: true }));
  });
  return select;
}

it('draws the page anew in a language once the worker speaks it', async () => {
  await choose('de');
  await soon(() => expect(reload).toHaveBeenCalledOnce());
  expect(page.sent).toEqual([{ command: 'setLanguage', language: 'de' }]);
  expect(localStorage.getItem('language')).toBe('de');
});

it('stays in its language, and says why, when the worker did not take another', async () => {
  page.refuses.setLanguage = 'interrupted';
  const select = await choose('de');
  await page.says('Refused: interrupted');
  expect(localStorage.getItem('language')).toBeNull();
  expect(reload).not.toHaveBeenCalled();
  expect(select.value).toBe('');
});
