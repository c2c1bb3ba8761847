import { type Extension, startExtension } from '../e2e/extension';
import { LOOPBACK, settingsFor } from '../e2e/home';
import { sampleWorld, startServer } from '../servers';

const MINUTE = 60_000;
const TITLES = 20;

export interface BrowserTime {
  what: string;
  ms: number;
}

/** Commands to a stopped worker until their answer, and pages until they say something. */
export async function timeInBrowser(): Promise<BrowserTime[]> {
  const world = sampleWorld();
  const attic = await startServer({ kind: 'jellyfin', name: 'Attic', world });
  const cellar = await startServer({ kind: 'emby', name: 'Cellar', world });
  for (const [index, title] of world.playable().slice(0, TITLES).entries()) {
    const server = index % 2 === 0 ? attic : cellar;
    server.play(title, (3 + (index % 10)) * MINUTE);
  }
  const extension = await startExtension();
  try {
    await extension.allow(LOOPBACK);
    const file = settingsFor({ attic, cellar });
    const imported = await extension.send('importSettings', { file });
    if (!imported.ok) throw new Error(imported.error.message);
    const first = await timed(extension, (run) => run.written > 0);
    const quiet = await timed(extension, (run) => run.written === 0);
    const pages = [await opened(extension, 'popup'), await opened(extension, 'options')];
    return [
      ...pages,
      { what: `first run, ${first.written} of ${TITLES} titles written`, ms: first.ms },
      { what: `run with nothing to do, ${TITLES} titles`, ms: quiet.ms },
    ];
  } finally {
    await extension.close();
    await Promise.all([attic.stop(), cellar.stop()]);
  }
}

async function timed(extension: Extension, isSo: (run: { written: number }) => boolean) {
  await extension.stopWorker();
  const began = performance.now();
  const [run] = await extension.sync();
  const ms = performance.now() - began;
  if (!run || !isSo(run)) throw new Error(`not the run that was meant: ${JSON.stringify(run)}`);
  return { ms, written: run.written };
}

/** From the address of a page until its first words are painted, the worker stopped. */
async function opened(extension: Extension, name: 'popup' | 'options'): Promise<BrowserTime> {
  await extension.stopWorker();
  const page = await extension.open(name);
  await page.locator('h1').first().waitFor();
  const ms = await page.evaluate(
    () => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? Number.NaN,
  );
  await page.close();
  return { what: `${name}.html until its first words are painted`, ms };
}
