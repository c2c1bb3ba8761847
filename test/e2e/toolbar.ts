import type { CDPSession, Page } from '@playwright/test';
import type { Extension } from './extension';
import { expect } from './fixture';

/** The popup as it hangs from the toolbar, over a tab. */
export interface Popup {
  says(text: string | RegExp): Promise<void>;
  press(name: string): Promise<void>;
}

/**
 * Presses Playhead's toolbar button while a tab is in front, as a person does: only then does the
 * browser let an extension see that tab. The popup is no page of its own to the test's driver, so it
 * is spoken to through the browser.
 */
export async function pressToolbarButton({ context, id }: Extension, tab: Page): Promise<Popup> {
  await tab.bringToFront();
  const browser = await context.browser()!.newBrowserCDPSession();
  const tabs = await targets(browser, [{ type: 'tab', exclude: false }]);
  const front = tabs.find(({ url }) => url === tab.url());
  await send(browser, 'Extensions.triggerAction', { id, targetId: front?.targetId });
  let popup: Target | undefined;
  await expect
    .poll(async () => {
      const pages = await targets(browser, [{ type: 'page', exclude: false }]);
      popup = pages.find(({ url }) => url.endsWith('/popup.html'));
      return popup !== undefined;
    })
    .toBe(true);
  const attached = { targetId: popup!.targetId, flatten: false };
  const { sessionId } = (await send(browser, 'Target.attachToTarget', attached)) as {
    sessionId: string;
  };
  const run = (expression: string) => evaluate(browser, sessionId, expression);
  return {
    says: (text) => expect.poll(() => run('document.body.innerText')).toMatch(text),
    async press(name) {
      const button = `[...document.querySelectorAll('a.button, button')]
        .find((one) => one.textContent.trim() === ${JSON.stringify(name)})`;
      await expect.poll(() => run(`Boolean(${button})`)).toBe(true);
      // Opening another tab closes the popup, which then answers no more.
      void run(`${button}.click()`);
    },
  };
}

interface Target {
  targetId: string;
  url: string;
}

type Send = (method: string, params?: object) => Promise<unknown>;

const send = (session: CDPSession, method: string, params: object): Promise<unknown> =>
  (session.send as unknown as Send).call(session, method, params);

async function targets(session: CDPSession, filter: object[]): Promise<Target[]> {
  const answer = await send(session, 'Target.getTargets', { filter });
  return (answer as { targetInfos: Target[] }).targetInfos;
}

let asked = 0;

/** As a person's own press: some questions to the browser need one. */
async function evaluate(browser: CDPSession, sessionId: string, expression: string) {
  asked += 1;
  const id = asked;
  const answered = new Promise<unknown>((done) => {
    const take = ({ message }: { message: string }) => {
      const answer = JSON.parse(message);
      if (answer.id !== id) return;
      browser.off('Target.receivedMessageFromTarget', take);
      done(answer.result?.result?.value);
    };
    browser.on('Target.receivedMessageFromTarget', take);
  });
  const params = { expression, userGesture: true, awaitPromise: true, returnByValue: true };
  const message = JSON.stringify({ id, method: 'Runtime.evaluate', params });
  await send(browser, 'Target.sendMessageToTarget', { sessionId, message });
  return answered;
}
