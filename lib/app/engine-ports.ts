import type { EnginePorts, Progress } from '../engine/ports';
import type { Running } from '../model/run';
import { connect } from '../servers/registry';
import { ensureDeviceId } from '../store/device-ids';
import { Memory } from '../store/memory';
import { PROGRESS_KEY, setMeta } from '../store/meta';
import type { Store } from '../store/port';
import type { Home } from './home';
import { connectionAs } from './reachable';

const PROGRESS_EVERY_MS = 250;

/** The engine's ports in this home. */
export async function portsOf(home: Home): Promise<EnginePorts> {
  const store = new Memory(home.store);
  const { servers } = await store.settings();
  const devices = new Map<string, string>();
  for (const { id } of servers) devices.set(id, await ensureDeviceId(home.store, id));
  return {
    store,
    connect: (server, userId, patience) => {
      const deviceId = devices.get(server.id) ?? server.id;
      const connection = connectionAs(home, { ...server, userId }, deviceId);
      return connect(server.kind, { ...connection, patience });
    },
    now: () => home.clock.now(),
    sleep: (ms) => home.clock.sleep(ms),
    allowed: (address) => home.allowed(address),
    newId: () => home.newId(),
    progress: progressNote(home),
  };
}

/** Notes what runs for the pages, a few times a second at most. */
function progressNote({ store, clock }: Home): (progress: Progress) => void {
  let last = 0;
  let stage = '';
  return (progress) => {
    const at = clock.now();
    if (stage === progress.stage && at - last < PROGRESS_EVERY_MS) return;
    [last, stage] = [at, progress.stage];
    const note: Running = { ...progress, at };
    void setMeta(store, PROGRESS_KEY, note).catch(() => {});
  };
}

export const endProgress = (store: Store): Promise<void> => setMeta(store, PROGRESS_KEY, null);
