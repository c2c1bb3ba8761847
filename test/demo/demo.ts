import { type Extension, startExtension } from '../e2e/extension';
import { liveOn } from './afterwards';
import { type Home, openHome, Unexpected } from './home';
import { emptyFolder, pictureOf, pictures } from './pictures';
import type { Stage } from './stage';
import { tellStory } from './story';

const WATCHING_MS = 2_500;

const tell = (text: string): void => console.log(text);

/** Shows the built extension at work. Answers whether everything happened as it was told. */
export async function demo({ headless }: { headless: boolean }): Promise<boolean> {
  const began = Date.now();
  const folder = emptyFolder();
  tell('· Starting three simulated servers and a browser …');
  const home = await openHome();
  const extension = await open(headless);
  try {
    const stage = await setUp(extension, home, headless);
    await tellStory(stage);
    await pictures(extension);
    const seconds = Math.round((Date.now() - began) / 1000);
    tell(`\nAll of it happened, in ${seconds} seconds. Screenshots are in ${folder}.`);
    if (!headless) await liveOn(stage);
    return true;
  } catch (thrown) {
    tell(`\nNot as it should be. ${wordsOf(thrown)}`);
    return false;
  } finally {
    await extension.close().catch(() => {});
    await Promise.all(Object.values(home.servers).map((server) => server.stop()));
  }
}

/** In a window where there is a display that works. */
async function open(headless: boolean): Promise<Extension> {
  if (headless) return startExtension();
  return startExtension({ headless: false, handleSIGINT: false }).catch((thrown) => {
    tell(`  No window could be opened (${wordsOf(thrown).split('\n')[0]}). Try --headless.`);
    throw thrown;
  });
}

async function setUp(extension: Extension, home: Home, headless: boolean): Promise<Stage> {
  const popup = await extension.open('popup');
  const empty = extension.context.pages().find((page) => page.url() === 'about:blank');
  await empty?.close();
  return {
    extension,
    home,
    popup,
    options: extension.page,
    tell,
    pause: () => new Promise((done) => setTimeout(done, headless ? 0 : WATCHING_MS)),
    picture: pictureOf,
  };
}

function wordsOf(thrown: unknown): string {
  if (thrown instanceof Unexpected) return thrown.message;
  return thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
}
