import { browser } from 'wxt/browser';
import type { Answer } from '../app/answers';
import type { CommandName, Commands } from '../app/commands';

/**
 * Sends a command from a page to the worker. A worker that died on the way, or does not answer, is
 * an answer too: `interrupted`, with no words of its own.
 */
export async function send<N extends CommandName>(
  command: N,
  takes: Commands[N]['takes'],
): Promise<Answer<Commands[N]['gives']>> {
  try {
    const answer = await browser.runtime.sendMessage({ command, ...takes });
    if (answer && typeof answer === 'object' && 'ok' in answer) {
      return answer as Answer<Commands[N]['gives']>;
    }
  } catch {
    // The worker was stopped while it worked; the next run picks up where it was.
  }
  return { ok: false, error: { code: 'interrupted', message: '' } };
}
