// @vitest-environment happy-dom
import { act } from 'preact/test-utils';
import { beforeEach, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { ExportCard } from '../../components/options/data/ExportCard';
import { ImportCard } from '../../components/options/data/ImportCard';
import { seal, unseal } from '../../lib/store/sealed-file';
import { soon, TestPage } from './page';

const PASSPHRASE = 'correct horse battery';
const file = {
  format: 'playhead-settings',
  version: 1,
  servers: [{ id: 'attic', address: 'http://attic:8096', token: 'tok' }],
  pairs: [],
};

let page: TestPage;
const saved: { name: string; text: Promise<string> }[] = [];

beforeEach(async () => {
  page = await TestPage.open();
  page.answers.exportSettings = file;
  page.answers.importSettings = { servers: 1, pairs: 0 };
  fakeBrowser.permissions.request = vi.fn(async () => true);
  saved.length = 0;
  let blob: Blob;
  vi.spyOn(URL, 'createObjectURL').mockImplementation((made) => {
    blob = made as Blob;
    return 'blob:made';
  });
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (
    this: HTMLAnchorElement,
  ) {
    saved.push({ name: this.download, text: blob.text() });
  });
});

async function choose(what: object): Promise<void> {
  const input = page.root.querySelector('input')!;
  const files = [new File([JSON.stringify(what)], 's.json')];
  Object.defineProperty(input, 'files', { value: files, configurable: true });
  await act(() => {
    input.dispatchEvent(new Event('change', { bubbles: true }));
  });
}

it('exports without sign-ins as a plain file, and asks for no passphrase', async () => {
  await page.show(<ExportCard />);
  page.click('Export');
  await page.says('Saved as playhead-settings.json.');
  expect(page.sent).toEqual([{ command: 'exportSettings', withTokens: false }]);
  expect(JSON.parse(await saved[0]!.text)).toEqual(file);
  expect(page.root.textContent).not.toContain('Passphrase');
});

it('exports with sign-ins only under a passphrase that was typed twice', async () => {
  await page.show(<ExportCard />);
  await act(() => page.root.querySelector<HTMLInputElement>('[type=checkbox]')!.click());
  expect(page.button('Export').disabled).toBe(true);
  await page.type('Passphrase', 'short');
  await page.type('Passphrase again', 'short');
  expect(page.button('Export').disabled).toBe(true);
  await page.type('Passphrase', PASSPHRASE);
  await page.says('Fair');
  await page.says('The two are not the same.');
  expect(page.button('Export').disabled).toBe(true);
  await page.type('Passphrase again', PASSPHRASE);
  page.click('Export');
  await page.says('Saved as playhead-settings-encrypted.json.');
  const text = await saved[0]!.text;
  expect(text).not.toContain('tok');
  expect(await unseal(JSON.parse(text), PASSPHRASE)).toEqual(file);
  const kept = [...page.root.querySelectorAll<HTMLInputElement>('[type=password]')];
  expect(kept.map((input) => input.value)).toEqual(['', '']);
});

it('asks for the passphrase of an encrypted file, and imports nothing with a wrong one', async () => {
  await page.show(<ImportCard />);
  await choose(await seal(file, PASSPHRASE));
  await page.says('This file is encrypted.');
  expect(page.button('Import').disabled).toBe(true);
  await page.type('Passphrase', 'something else');
  page.click('Open');
  await page.says('wrong-passphrase');
  expect(page.button('Import').disabled).toBe(true);
  await page.type('Passphrase', PASSPHRASE);
  page.click('Open');
  await page.says('This file names 1 server and no pair.');
  expect(page.sent).toEqual([]);
  const said = 'This file names 1 server and no pair.';
  await soon(() => expect(document.activeElement?.textContent).toBe(said));
  page.click('Import');
  await page.says('Imported 1 server and no pair.');
  expect(page.sent).toEqual([{ command: 'importSettings', file }]);
});
