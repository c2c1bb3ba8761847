import { type Extension, startExtension } from '../e2e/extension';
import { watchHeap } from '../e2e/heap';
import { LOOPBACK, settingsFor } from '../e2e/home';
import { type SimServer, startServer } from '../servers';
import { inProgress, libraryOf, playAt } from './costs';

export interface LargeRun {
  items: number;
  /** Of the first run, from the command until its answer. */
  firstMs: number;
  quietMs: number;
  /** What the worker's heap held at most, as far as it was looked at; before garbage was collected. */
  heapBytes: number;
  /** Of both servers, in the first run. */
  requests: number;
  bytes: number;
}

/**
 * The first run of a Jellyfin and a Plex server of so many films and episodes each, and one with
 * nothing to do, in the browser. Both are servers whose catalogue has to be read.
 */
export async function timeLarge(items: number, titles: number): Promise<LargeRun> {
  const world = libraryOf(items);
  const source = await startServer({ kind: 'jellyfin', name: 'source', world });
  const target = await startServer({ kind: 'plex', name: 'target', world });
  const [here, there] = inProgress(world, titles);
  for (const [index, title] of here.entries()) playAt(source, title, index);
  for (const [index, title] of there.entries()) playAt(target, title, index);
  const extension = await startExtension();
  try {
    await extension.allow(LOOPBACK);
    const imported = await extension.send('importSettings', {
      file: settingsFor({ source, target }),
    });
    if (!imported.ok) throw new Error(imported.error.message);
    for (const server of [source, target]) server.clearLog();
    const heap = await watchHeap(extension);
    const firstMs = await timed(extension, titles);
    const heapBytes = await heap.stop();
    const log = [source, target].flatMap((server: SimServer) => server.log);
    return {
      ...{ items, firstMs, heapBytes },
      requests: log.length,
      bytes: log.reduce((sum, { bytes }) => sum + bytes, 0),
      quietMs: await timed(extension, 0),
    };
  } finally {
    await extension.close();
    await Promise.all([source.stop(), target.stop()]);
  }
}

async function timed(extension: Extension, written: number): Promise<number> {
  const began = performance.now();
  const [run] = await extension.sync();
  const ms = performance.now() - began;
  if (run?.written !== written)
    throw new Error(`not the run that was meant: ${JSON.stringify(run)}`);
  return ms;
}
