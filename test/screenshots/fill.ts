import type { Page } from '@playwright/test';

/** Rows by the table of the store that they stand in. */
export type Rows = Record<string, object[]>;

/** The part of the browser's own interface that is called from inside a page. */
declare const chrome: { storage: { local: { clear(): Promise<void> } } };

/**
 * Puts these rows, and no others, where the extension keeps what it knows; what it keeps a second
 * time goes, or it would take the place of what seems lost. A page that is open does not notice: it
 * has to be opened anew.
 */
export async function fill(page: Page, rows: Rows): Promise<void> {
  await page.evaluate(() => chrome.storage.local.clear());
  await page.evaluate(
    (given) =>
      new Promise<void>((done, failed) => {
        const opening = indexedDB.open('playhead');
        opening.onerror = () => failed(opening.error);
        opening.onsuccess = () => {
          const db = opening.result;
          const names = [...db.objectStoreNames];
          const change = db.transaction(names, 'readwrite');
          for (const name of names) {
            const store = change.objectStore(name);
            store.clear();
            for (const row of given[name] ?? []) store.put(row);
          }
          change.onerror = () => failed(change.error);
          change.oncomplete = () => {
            db.close();
            done();
          };
        };
      }),
    rows,
  );
}
