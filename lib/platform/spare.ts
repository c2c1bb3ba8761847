import { browser } from 'wxt/browser';
import { ProblemError } from '../model/problem';

const KEY = 'spare';

/** The text that is kept beside the database, in a place that the browser holds apart from it. */
export async function readSpare(): Promise<string | null> {
  const { [KEY]: text } = await browser.storage.local.get(KEY);
  return typeof text === 'string' ? text : null;
}

/** Null takes it away. Rejects with `memory-full` where the browser doesn't take it. */
export async function putSpare(text: string | null): Promise<void> {
  try {
    if (text === null) await browser.storage.local.remove(KEY);
    else await browser.storage.local.set({ [KEY]: text });
  } catch {
    throw new ProblemError({ code: 'memory-full' });
  }
}
