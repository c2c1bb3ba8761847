import type { Page } from '@playwright/test';
import { fill } from '../screenshots/fill';
import { sentence } from '../screenshots/speech';
import { stateNamed } from '../screenshots/states';
import type { Extension } from './extension';
import { expect, test } from './fixture';

/** The commands that a page has sent. They are answered with nothing: the worker gets none. */
declare const sent: string[];

function record(plan: unknown): void {
  const { runtime } = (globalThis as unknown as { chrome: { runtime: object } }).chrome;
  const commands: string[] = [];
  Object.assign(globalThis, { sent: commands });
  const answering = async ({ command }: { command: string }) => {
    commands.push(command);
    return { ok: true, value: command === 'preview' ? plan : null };
  };
  Object.defineProperty(runtime, 'sendMessage', { value: answering });
}

async function open(extension: Extension, url: string, state: string): Promise<Page> {
  await fill(extension.page, stateNamed(state).rows());
  const page = await extension.context.newPage();
  await page.setViewportSize({ width: 360, height: 600 });
  await page.addInitScript(record, { actions: [], skips: [], pairId: 'p1', planHash: 'h' });
  await page.goto(url);
  return page;
}

const button = (page: Page, key: string) =>
  page.getByRole('button', { name: sentence(key), exact: true }).first();

test('Review, pressed twice by mouse or keyboard, shows the plan and approves nothing of it', async ({
  extension,
}) => {
  for (const [url, state] of [
    [extension.url('popup'), 'held'],
    [`${extension.url('options')}#pairs`, 'held'],
  ] as const) {
    const page = await open(extension, url, state);
    const yes = page.getByRole('button', { name: 'Clear 8 positions' });
    await button(page, 'action.review').dblclick();
    await expect(yes).toBeVisible();
    expect(await page.evaluate(() => sent)).not.toContain('approveHold');
    await page.reload();
    await button(page, 'action.review').press('Enter');
    await page.keyboard.press('Enter');
    await expect(page.locator(':focus')).toHaveText('8 positions to clear on Attic');
    expect(await page.evaluate(() => sent)).not.toContain('approveHold');
    await yes.click();
    expect(await page.evaluate(() => sent)).toContain('approveHold');
    await page.close();
  }
});

test('a double-click on the first of two questions does not answer the second', async ({
  extension,
}) => {
  const page = await open(extension, `${extension.url('options')}#data`, 'in-step');
  await button(page, 'data.startOver').dblclick();
  await button(page, 'data.askYes').dblclick();
  await expect(button(page, 'data.askAgainYes')).toBeVisible();
  expect(await page.evaluate(() => sent)).not.toContain('startOver');
});

test('what has come to stand under a double-click is not pressed by it', async ({ extension }) => {
  const page = await open(extension, extension.url('popup'), 'in-step');
  await page.evaluate(() => {
    const first = document.createElement('button');
    const second = document.createElement('button');
    for (const one of [first, second]) one.style.cssText = 'position: fixed; inset: 0; z-index: 9';
    first.textContent = 'First';
    second.addEventListener('click', () => sent.push('second'));
    first.addEventListener('click', () => first.replaceWith(second));
    document.getElementById('app')!.append(first);
  });
  await page.getByRole('button', { name: 'First' }).dblclick();
  expect(await page.evaluate(() => sent)).not.toContain('second');
  await page.mouse.click(100, 100);
  expect(await page.evaluate(() => sent)).toContain('second');
});
