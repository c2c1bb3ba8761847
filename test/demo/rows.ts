import type { Title } from '../servers';
import { check, IDS, nameOf, type Positions, snapshot } from './home';
import { historySince, type Stage } from './stage';
import { say, sayPosition, sayTitle } from './words';

export const COLUMNS = ['Title', 'Server', ' Before', ' After', 'Why'];

/** Titles whose position on a server changed, as the servers hold it; why, as the history says. */
export async function changedRows(
  stage: Stage,
  before: Map<Title, Positions>,
  since: number,
): Promise<string[][]> {
  const { home } = stage;
  const history = await historySince(stage, since);
  const rows: string[][] = [];
  for (const [title, now] of snapshot(home)) {
    for (const id of IDS) {
      const [was, is] = [before.get(title)![id], now[id]];
      if (was === is) continue;
      const name = sayTitle(title);
      const row = history.find((one) => one.title === name && one.serverId === id && one.rule);
      const noted = row && { fromMs: row.fromMs, toMs: row.toMs };
      check(`The history tells of ${name} on ${id}`, noted, { fromMs: was, toMs: is });
      const why = say(`rule.${row!.rule}`);
      rows.push([name, nameOf(home, id), sayPosition(was), sayPosition(is), why]);
    }
  }
  return sorted(rows);
}

export const sorted = (rows: string[][]): string[][] =>
  rows.sort(([a, b], [c, d]) => `${a} ${b}`.localeCompare(`${c} ${d}`));
