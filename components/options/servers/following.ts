import { useEffect } from 'preact/hooks';
import type { ServerDraft } from '../../../lib/model/server';
import type { SignInWay } from '../../../lib/model/signin';
import { send } from '../../../lib/platform/send';
import type { Typed } from './draft';

const SOON_MS = 1_000;
const LATER_MS = 5_000;

/** Asks again while a sign-in waits: soon at first, then every few seconds. */
export function useAskedAgain(waits: boolean, again: () => Promise<void>): void {
  useEffect(() => {
    if (!waits) return;
    let over = false;
    let timer = 0;
    let pause = SOON_MS;
    const next = () => {
      timer = window.setTimeout(async () => {
        await again();
        pause = Math.min(pause * 1.2, LATER_MS);
        if (!over) next();
      }, pause);
    };
    next();
    return () => {
      over = true;
      clearTimeout(timer);
    };
  }, [waits]);
}

/**
 * Takes up a sign-in that waited while this page was closed, unless another server is meant. `isOurs`:
 * nothing else was begun since.
 */
export function useRestored(typed: Typed, isOurs: () => boolean, ask: () => Promise<void>): void {
  useEffect(() => {
    const handedOver = typed.id.peek() === null && typed.address.peek() !== '';
    if (handedOver) return;
    void send('waitingSignIns', {}).then(async (answer) => {
      if (!answer.ok || !isOurs()) return;
      const own = typed.id.peek();
      const waiting = answer.value.find(({ server, isNew }) =>
        own === null ? isNew : server.id === own,
      );
      if (!waiting) return;
      takeUp(typed, waiting.server, waiting.way);
      await ask();
    });
  }, []);
}

function takeUp(typed: Typed, server: ServerDraft, way: SignInWay): void {
  typed.id.value = server.id;
  typed.kind.value = server.kind;
  typed.address.value = server.address || typed.address.value;
  typed.way.value = way === 'plex' ? 'account' : 'quick-connect';
  if (server.name !== server.kind) typed.name.value = server.name;
}
