import type { Page } from '@playwright/test';
import type { CommandName, Commands } from '../../lib/app/commands';
import type { Activity, RunSummary } from '../../lib/model/run';
import type { Extension } from '../e2e/extension';
import { type Home, Unexpected } from './home';
import { say } from './words';

/** What a chapter of the story plays on. */
export interface Stage {
  extension: Extension;
  home: Home;
  popup: Page;
  options: Page;
  /** Says what happens now. */
  tell(text: string): void;
  /** Lets a person watch; no time is lost where nobody does. */
  pause(): Promise<void>;
  picture(name: string, page: Page): Promise<void>;
}

/** Sends a command and expects it to be done. */
export async function ask<N extends CommandName>(
  { extension }: Stage,
  command: N,
  takes: Commands[N]['takes'],
): Promise<Commands[N]['gives']> {
  const answer = await extension.send(command, takes);
  if (answer.ok) return answer.value;
  throw new Unexpected(`${command} was refused: ${answer.error.message}`);
}

/** Runs every pair once. Expects each run to come to its end, held plans included. */
export async function sync(stage: Stage): Promise<RunSummary[]> {
  const summaries = await ask(stage, 'syncNow', {});
  const bad = summaries.find(({ problem }) => problem);
  if (bad) throw new Unexpected(`The pair ${bad.pairId} stopped: ${bad.problem?.code}`);
  return summaries;
}

export const sumOf = (runs: RunSummary[], what: 'written' | 'cleared' | 'conflicts'): number =>
  runs.reduce((sum, run) => sum + run[what], 0);

/** What the extension's own history has noted since then, newest first. */
export async function historySince(stage: Stage, since: number): Promise<Activity[]> {
  const rows = await ask(stage, 'history', { limit: 500 });
  return rows.filter((row) => row.at >= since);
}

/** Waits until something is so, or says what was waited for. */
export async function until(what: string, isSo: () => boolean): Promise<void> {
  const end = Date.now() + 15_000;
  while (!isSo()) {
    if (Date.now() > end) throw new Unexpected(`Expected within 15 seconds: ${what}`);
    await new Promise((done) => setTimeout(done, 50));
  }
}

export const button = (page: Page, name: string) =>
  page.getByRole('button', { name: say(name), exact: true }).first();
