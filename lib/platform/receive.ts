import { type Browser, browser } from 'wxt/browser';

/**
 * Listens for messages of the extension's own pages; the sender of any other is no page of ours. Must
 * be called while the worker starts, before anything is awaited. `answer` never rejects.
 */
export function receive(answer: (message: unknown, own: boolean) => Promise<unknown>): void {
  browser.runtime.onMessage.addListener((message: unknown, sender: Browser.runtime.MessageSender) =>
    answer(message, isOwnPage(sender)),
  );
}

function isOwnPage(sender: Browser.runtime.MessageSender): boolean {
  const home = browser.runtime.getURL('/');
  return sender.id === browser.runtime.id && (sender.url ?? '').startsWith(home);
}
