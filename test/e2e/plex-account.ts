import type { Page } from '@playwright/test';
import type { Extension } from './extension';

/** Begins to sign in with Plex; answers the tab that Plex opens in. */
export async function signInWithPlex({ page, context }: Extension): Promise<Page> {
  const kind = page.getByLabel('Kind');
  const add = page.getByRole('link', { name: 'Add a server' });
  await kind.or(add).first().waitFor();
  if (await add.isVisible()) await add.click();
  await page.getByLabel('Kind').selectOption({ label: 'Plex' });
  const opened = context.waitForEvent('page');
  await page.getByRole('button', { name: 'Sign in with Plex' }).click();
  const plex = await opened;
  await plex.waitForLoadState();
  return plex;
}

/** Says yes in Plex's tab, as one of its accounts. */
export async function allow(plex: Page, name: string): Promise<void> {
  await plex.getByRole('button', { name: `Sign in as ${name}` }).click();
  await plex.getByRole('button', { name: 'Allow' }).click();
}
