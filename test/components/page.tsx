import 'fake-indexeddb/auto';
import type { ComponentChild } from 'preact';
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { onTestFinished, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { keepSteady } from '../../components/steady';
import type { CommandMessage } from '../../lib/app/commands';
import type { ProblemCode } from '../../lib/model/problem';
import { db } from '../../lib/store/db';
import { speak } from './words';

/** Waits until this holds; long enough for a machine that has other things to do. */
export const soon = (holds: () => void) => vi.waitFor(holds, { timeout: 4_000 });

/** A page with an empty store, real sentences, and a worker that answers as told. */
export class TestPage {
  readonly root = document.createElement('div');
  readonly sent: CommandMessage[] = [];
  /** What each command gives; a function makes the whole answer. */
  answers: Record<string, unknown> = { waitingSignIns: [] };
  /** Commands that the worker refuses, each with its code. */
  refuses: Record<string, ProblemCode> = {};
  /** Undefined: the worker is silent. */
  alive = true;

  static async open(): Promise<TestPage> {
    const page = new TestPage();
    speak();
    const silent = { addListener: () => {}, removeListener: () => {} };
    Object.assign(fakeBrowser.permissions, {
      contains: async () => false,
      onAdded: silent,
      onRemoved: silent,
    });
    document.body.replaceChildren(page.root);
    onTestFinished(keepSteady(page.root));
    // What still waits there must not ask for something in the next test.
    onTestFinished(() => page.show(null));
    await Promise.all(db.tables.map((table) => table.clear()));
    vi.spyOn(fakeBrowser.runtime, 'sendMessage').mockImplementation(async (message: unknown) => {
      page.sent.push(message as CommandMessage);
      if (!page.alive) throw new Error('The message port closed before a response was received.');
      const { command } = message as CommandMessage;
      const code = page.refuses[command];
      if (code) return { ok: false, error: { code, message: `Refused: ${code}` } };
      const told = page.answers[command] ?? null;
      return typeof told === 'function' ? told(message) : { ok: true, value: told };
    });
    return page;
  }

  async show(what: ComponentChild): Promise<void> {
    await act(() => render(what, this.root));
  }

  /** Waits until the page says so. */
  async says(text: string): Promise<void> {
    await soon(() => {
      if (!this.root.textContent?.includes(text)) throw new Error(`Nothing says: ${text}`);
    });
  }

  button(name: string): HTMLButtonElement {
    const found = [...this.root.querySelectorAll('button')].find((one) => one.textContent === name);
    if (!found) throw new Error(`No button: ${name}`);
    return found;
  }

  click(name: string): void {
    void act(() => this.button(name).click());
  }

  async type(label: string, text: string): Promise<void> {
    const labels = [...this.root.querySelectorAll('label')];
    const id = labels.find((one) => one.textContent === label)?.htmlFor;
    const input = this.root.querySelector<HTMLInputElement>(`#${CSS.escape(id ?? '')}`);
    if (!input) throw new Error(`No field: ${label}`);
    await act(() => {
      input.value = text;
      input.dispatchEvent(new Event('input', { bubbles: true }));
    });
  }

  commands(): string[] {
    return this.sent.map((message) => message.command);
  }
}
