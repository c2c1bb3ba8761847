import type { BrowserContext } from '@playwright/test';
import { type Home, IDS } from './home';
import { ask, type Stage } from './stage';
import { table } from './table';
import { position, say, sayPosition, sayTime, sayTitle } from './words';

const PLAY_EVERY_MS = 25_000;

/** Somebody goes on watching now and then, until the window is closed. */
export async function liveOn(stage: Stage): Promise<void> {
  const { home, tell, extension } = stage;
  await ask(stage, 'saveOptions', {
    options: { oneWayRemoveMode: 'source-deletes', intervalMinutes: 1, tombstoneDays: 30 },
  });
  tell('\nThe window stays open until you close it. A run comes every minute; somebody watches on');
  tell('now and then. The servers, should you want to add them by hand:');
  tell(table(['Server', 'Kind', 'Address', 'User', 'Token'], addressesOf(home)));
  const timer = setInterval(
    () => tell(`   ${sayTime(Date.now())}  ${watchOn(home)}`),
    PLAY_EVERY_MS,
  );
  await windowClosed(extension.context);
  clearInterval(timer);
}

const addressesOf = ({ servers }: Home): string[][] =>
  IDS.map((id) => {
    const server = servers[id];
    return [server.name, say(`kind.${server.kind}`), server.url, 'mia', server.token()];
  });

function watchOn({ world, servers }: Home): string {
  const any = <T>(list: readonly T[]): T => list[Math.floor(Math.random() * list.length)]!;
  const server = servers[any(IDS)];
  const titles = world.playable().filter((title) => title.season !== 0);
  const title = any(titles);
  const room = (title.runtimeMs ?? 0) * 0.7;
  const ms = Math.min(server.state(title).positionMs + position('3:20'), room);
  server.play(title, ms);
  return `${sayTitle(title)}: ${sayPosition(ms)}, on the ${server.name}`;
}

/** When its last page is closed, when the browser ends, or when the person presses Ctrl+C. */
const windowClosed = (context: BrowserContext): Promise<void> =>
  new Promise((done) => {
    const watch = (page: { on(event: 'close', then: () => void): unknown }) =>
      page.on('close', () => context.pages().length === 0 && done());
    for (const page of context.pages()) watch(page);
    context.on('page', watch);
    context.on('close', () => done());
    process.once('SIGINT', () => done());
  });
