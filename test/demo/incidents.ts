import type { Title } from '../servers';
import {
  check,
  checkUntouched,
  everywhere,
  type Home,
  IDS,
  nameOf,
  positionsOf,
  rowsOf,
  snapshot,
  writesSince,
} from './home';
import { COLUMNS, changedRows } from './rows';
import { ask, button, historySince, type Stage, sumOf, sync, until } from './stage';
import { table } from './table';
import { position, say, sayPosition, sayTime, sayTitle } from './words';

/** A row for a server that keeps what it has, with the reason. */
const keptRow = (home: Home, title: Title, id: (typeof IDS)[number], why: string): string[] => {
  const at = sayPosition(positionsOf(home, title)[id]);
  return [sayTitle(title), nameOf(home, id), at, at, why];
};

/** Two runs to clear, and Plex keeps its own. */
export async function aClear(stage: Stage): Promise<void> {
  const { home, tell } = stage;
  const film = home.world.find('The Matrix');
  const stood = positionsOf(home, film).attic;
  home.servers.attic.clear(film);

  const { skips } = await ask(stage, 'preview', { pairId: 'attic-cellar' });
  check('The first look only notes it', skips, [{ title: sayTitle(film), reason: 'first-look' }]);
  const why = say('skip.first-look');
  const first = await sync(stage);
  check('The first run clears nothing', [sumOf(first, 'cleared'), sumOf(first, 'written')], [0, 0]);
  check('The others keep their position', positionsOf(home, film), {
    attic: 0,
    cellar: stood,
    den: stood,
  });
  tell('   First run');
  tell(
    table(
      COLUMNS,
      (['cellar', 'den'] as const).map((id) => keptRow(home, film, id, why)),
    ),
  );
  await stage.pause();

  const [before, since] = [snapshot(home), Date.now()];
  const second = await sync(stage);
  check('The second run clears one position', sumOf(second, 'cleared'), 1);
  const expected = { attic: 0, cellar: 0, den: stood };
  check('It is cleared on the Cellar, and not on Plex', positionsOf(home, film), expected);
  const history = await historySince(stage, since);
  const parked = history.find(({ kind, title }) => kind === 'skip' && title === sayTitle(film));
  check('It is said why Plex keeps its own', parked?.reason, 'cannot-clear');
  tell('   Second run');
  const cleared = await changedRows(stage, before, since);
  tell(table(COLUMNS, [...cleared, keptRow(home, film, 'den', say('skip.cannot-clear'))]));

  const third = await sync(stage);
  check('The third run writes nothing', [sumOf(third, 'cleared'), sumOf(third, 'written')], [0, 0]);
  check('Nothing comes back', positionsOf(home, film), expected);
  tell(`   Third run: nothing comes back. On Plex: ${say('apart.parked')}.`);
}

/** The newer change wins, though the other one is further. */
export async function aConflict(stage: Stage): Promise<void> {
  const { home, tell } = stage;
  const { attic, cellar } = home.servers;
  const film = home.world.find('Spirited Away');
  const [further, newer] = [position('1:20:00'), position('1:12:15')];
  attic.play(film, further);
  tell(`   On the Attic to ${sayPosition(further)}, and a moment later on the Cellar …`);
  await new Promise((done) => setTimeout(done, 3_000));
  cellar.play(film, newer);
  const [before, since] = [snapshot(home), Date.now()];
  const runs = await sync(stage);
  check('One conflict was decided', sumOf(runs, 'conflicts'), 1);
  check('The newer position stands everywhere', positionsOf(home, film), everywhere(newer));
  const history = await historySince(stage, since);
  const noted = history.find((row) => row.conflict);
  const { rule, winner, leftMs, rightMs, leftTime, rightTime } = noted?.conflict ?? {};
  check(
    'The history keeps both positions and the rule',
    { rule, winner, leftMs, rightMs },
    { rule: 'newest', winner: 'right', leftMs: further, rightMs: newer },
  );
  check('The history keeps both times', (leftTime ?? 0) < (rightTime ?? 0), true);
  tell(table(COLUMNS, await changedRows(stage, before, since)));
  const stood = (name: string, ms: number | undefined, time: number | null | undefined) =>
    say('activity.stood', name, sayPosition(ms ?? 0), sayTime(time ?? 0));
  tell(
    `   ${say(`activity.${rule}`)} ${stood('Attic', leftMs, leftTime)}; ` +
      `${stood('Cellar', rightMs, rightTime)}.`,
  );
}

/** The yes to a plan under review: its number stands in it. */
const copyAll = (popup: Stage['popup']) =>
  popup.getByRole('button', { name: new RegExp(`^${say('action.copy.n', '\\d+')}$`) });

/** A plan that touches everything is held until it is approved in the popup. */
export async function everythingAtOnce(stage: Stage): Promise<void> {
  const { home, popup, tell } = stage;
  const moved = home.titles.filter((title) => positionsOf(home, title).attic > 0);
  for (const title of moved) {
    const { attic } = home.servers;
    const { positionMs, lastPlayedAt } = attic.state(title);
    // Nobody played just now: the dates are hardly newer than they were.
    attic.play(title, positionMs + position('2:00'), { at: (lastPlayedAt ?? 0) + 5_000 });
  }
  const [before, since] = [snapshot(home), Date.now()];
  writesSince(home);
  const runs = await sync(stage);
  const outcomes = runs.map(({ outcome }) => outcome);
  check('Both pairs of the Attic wait', outcomes, ['held', 'held', 'done']);
  check('Nothing was written', writesSince(home), 0);
  const of = String(moved.length);
  tell(`   ${say('hold.all-changed', of, of, 'Attic')} ${say('plan.held')}`);

  await popup.bringToFront();
  await button(popup, 'action.review').click();
  await stage.picture('popup-held', popup);
  await stage.pause();
  await copyAll(popup).click();
  const follows = (id: 'cellar' | 'den') =>
    until(`the ${nameOf(home, id)} follows the Attic`, () =>
      moved.every((title) => positionsOf(home, title)[id] === positionsOf(home, title).attic),
    );
  await follows('cellar');
  await button(popup, 'action.review').click();
  await copyAll(popup).click();
  await follows('den');
  await button(popup, 'action.syncNow').click({ trial: true });
  tell(`   ${say('action.copy.n', of)}:`);
  tell(table(COLUMNS, await changedRows(stage, before, since)));

  const last = await sync(stage);
  check('Then there is nothing left to do', sumOf(last, 'written'), 0);
  for (const title of moved) {
    const { attic } = positionsOf(home, title);
    check(`All three agree on ${sayTitle(title)}`, positionsOf(home, title), everywhere(attic));
  }
  checkUntouched(home);
  tell('\n   In the end');
  tell(table(['Title', ...IDS.map((id) => ` ${nameOf(home, id)}`)], rowsOf(snapshot(home))));
}
