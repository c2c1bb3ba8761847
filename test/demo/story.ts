import { recordGrant } from '../e2e/extension';
import { check, everywhere, IDS, nameOf, rowsOf, settingsOf, snapshot, writesSince } from './home';
import { aClear, aConflict, everythingAtOnce } from './incidents';
import { COLUMNS, changedRows, sorted } from './rows';
import { ask, button, historySince, type Stage, sumOf, sync, until } from './stage';
import { table } from './table';
import { say, sayPosition } from './words';

/** Tells the whole story; throws at the first thing that is not as it is told. */
export async function tellStory(stage: Stage): Promise<void> {
  const chapters: [string, (stage: Stage) => Promise<void>][] = [
    ['The settings file is imported on the options page', importSettings],
    ['Somebody stopped in the middle, on one server or another', showPositions],
    ['Preview: what a run would do. It only looks', preview],
    ['Sync now: all three agree', firstSync],
    ['A title is removed from Continue Watching on the Attic', aClear],
    ['A film was watched on in two places', aConflict],
    ['Everything changes at once: the plan waits for a yes', everythingAtOnce],
  ];
  for (const [index, [heading, chapter]] of chapters.entries()) {
    stage.tell(`\n${index + 1}. ${heading}`);
    await chapter(stage);
    await stage.pause();
  }
}

/** As a person does it: choose the file, press Import, allow the addresses. */
async function importSettings(stage: Stage): Promise<void> {
  const { extension, home, options, tell } = stage;
  const file = settingsOf(home);
  await recordGrant(extension.context, extension.id, 'http://127.0.0.1/*');
  await options.goto(`${extension.url('options')}#data`);
  await options.bringToFront();
  await options.getByLabel(say('data.file')).setInputFiles({
    name: 'playhead-settings.json',
    mimeType: 'application/json',
    buffer: Buffer.from(JSON.stringify(file, null, 2)),
  });
  await button(options, 'data.import').click();
  const [imported] = say('data.imported', '|').split('|');
  await options.getByRole('status').filter({ hasText: imported }).waitFor();
  const kept = await ask(stage, 'exportSettings', { withTokens: true });
  check('All servers of the file are kept, with their tokens', kept.servers, file.servers);
  for (const server of file.servers as { id: string }[]) {
    const { kind, serverName, userName } = await ask(stage, 'testServer', {
      server: server as never,
    });
    check(`The server called ${server.id} answers as mia`, userName, 'mia');
    tell(`   ${nameOf(home, server.id)}: ${say(`kind.${kind}`)} “${serverName}”, as ${userName}`);
  }
  check('Nothing was written by that', writesSince(home), 0);
}

async function showPositions({ home, tell }: Stage): Promise<void> {
  tell(table(['Title', ...IDS.map((id) => ` ${nameOf(home, id)}`)], rowsOf(snapshot(home))));
}

/** The popup's own Preview, and the same plans as a table. */
async function preview(stage: Stage): Promise<void> {
  const { home, popup, tell } = stage;
  const before = snapshot(home);
  await popup.bringToFront();
  await button(popup, 'action.preview').click();
  await popup.getByText(say('plan.nothingWritten')).waitFor();
  await stage.picture('popup-preview', popup);
  await stage.pause();
  await button(popup, 'common.close').click();
  const rows = await plannedRows(stage);
  tell(table(COLUMNS, rows));
  check('A preview changes no position', [...snapshot(home)], [...before]);
  check('A preview sends nothing but questions', writesSince(home), 0);
  check('A preview leaves no history', await historySince(stage, 0), []);
  tell(`   ${say('plan.nothingWritten')}`);
}

async function plannedRows(stage: Stage): Promise<string[][]> {
  const rows: string[][] = [];
  for (const pairId of ['attic-cellar', 'attic-den', 'cellar-den']) {
    for (const action of (await ask(stage, 'preview', { pairId })).actions) {
      const on = nameOf(stage.home, action.serverId);
      const why = say(`rule.${action.rule}`);
      rows.push([action.title, on, sayPosition(action.fromMs), sayPosition(action.toMs), why]);
    }
  }
  return sorted(rows);
}

/** The popup's own Sync now. */
async function firstSync(stage: Stage): Promise<void> {
  const { home, popup, tell } = stage;
  const before = snapshot(home);
  const planned = await plannedRows(stage);
  const since = Date.now();
  const expected = home.titles.map((title) => {
    const { attic, cellar, den } = before.get(title)!;
    return [title, everywhere(Math.max(attic, cellar, den))] as const;
  });
  await popup.bringToFront();
  await button(popup, 'action.syncNow').click();
  const agree = () =>
    expected.every(([title, { attic: ms }]) =>
      IDS.every((id) => home.servers[id].state(title).positionMs === ms),
    );
  await until('every title stands at the same position on all three servers', agree);
  await button(popup, 'action.syncNow').click({ trial: true });
  check('All three servers agree', [...snapshot(home)], expected);
  const rows = await changedRows(stage, before, since);
  check('What was written is what the preview showed', rows, planned);
  tell(table(COLUMNS, rows));
  await stage.picture('popup-light', popup);
  const again = await sync(stage);
  check('The next run has nothing to write', sumOf(again, 'written'), 0);
  const requests = again.reduce((sum, run) => sum + run.requests, 0);
  tell(`   The next run: ${say('result.nothing')}, after ${requests} requests for three pairs.`);
}
