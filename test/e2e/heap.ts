import type { CDPSession } from '@playwright/test';
import type { Extension } from './extension';

const HEAP_EVERY_MS = 50;

/**
 * Looks at the bytes of the worker's heap over and over until it is stopped, and answers the most that
 * was seen; array buffers lie beside it.
 */
export async function watchHeap({ context, page }: Extension, withBuffers = false) {
  const session = await context.newCDPSession(page);
  const { targetInfos } = await session.send('Target.getTargets');
  const worker = targetInfos.find(({ type }) => type === 'service_worker');
  if (!worker) throw new Error('there is no worker');
  const { sessionId } = await session.send('Target.attachToTarget', { targetId: worker.targetId });
  let most = 0;
  let over = false;
  const watching = (async () => {
    while (!over) {
      most = Math.max(most, await heapOf(session, sessionId, withBuffers));
      await new Promise((done) => setTimeout(done, HEAP_EVERY_MS));
    }
  })();
  return {
    async stop(): Promise<number> {
      over = true;
      await watching;
      await session.detach();
      return most;
    },
  };
}

let asked = 0;

function heapOf(session: CDPSession, sessionId: string, withBuffers: boolean): Promise<number> {
  const id = ++asked;
  return new Promise((done, fail) => {
    const hear = (event: { sessionId: string; message: string }) => {
      const answer = JSON.parse(event.message);
      if (event.sessionId !== sessionId || answer.id !== id) return;
      session.off('Target.receivedMessageFromTarget', hear);
      const { usedSize, backingStorageSize = 0 } = answer.result;
      done(usedSize + (withBuffers ? backingStorageSize : 0));
    };
    session.on('Target.receivedMessageFromTarget', hear);
    const message = JSON.stringify({ id, method: 'Runtime.getHeapUsage' });
    session.send('Target.sendMessageToTarget', { sessionId, message }).catch(fail);
  });
}
