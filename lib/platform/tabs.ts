import { browser } from 'wxt/browser';

/** Opens a web page beside the one that asks; answers the tab's id. Needs no permission. */
export async function openTab(url: string): Promise<number | null> {
  const { id } = await browser.tabs.create({ url });
  return id ?? null;
}

/** Closes a tab that was opened here; one that is closed already is none. */
export const closeTab = (id: number): Promise<void> => browser.tabs.remove(id).catch(() => {});

/** Shows the page that calls this again. */
export async function comeBack(): Promise<void> {
  const here = await browser.tabs.getCurrent();
  if (here?.id !== undefined) await browser.tabs.update(here.id, { active: true });
}
