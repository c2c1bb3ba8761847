import type { EnginePorts, Progress } from '../../lib/engine/ports';
import type { Running } from '../../lib/model/run';
import { isAllowed } from '../../lib/platform/permissions';
import { connect } from '../../lib/servers/registry';
import { db } from '../../lib/store/db';
import { ensureDeviceId } from '../../lib/store/device-ids';
import { Memory } from '../../lib/store/memory';
import { PROGRESS_KEY, setMeta } from '../../lib/store/meta';
import { connectionAs } from './reachable';

const PROGRESS_EVERY_MS = 250;

/** The engine's ports in a browser. */
export async function browserPorts(): Promise<EnginePorts> {
  const store = new Memory(db);
  const { servers } = await store.settings();
  const devices = new Map<string, string>();
  for (const { id } of servers) devices.set(id, await ensureDeviceId(db, id));
  return {
    store,
    connect: (server, userId) => {
      const deviceId = devices.get(server.id) ?? server.id;
      return connect(server.kind, connectionAs({ ...server, userId }, deviceId));
    },
    now: () => Date.now(),
    sleep: (ms) => new Promise((done) => setTimeout(done, ms)),
    allowed: isAllowed,
    newId: () => crypto.randomUUID(),
    progress: progressNote(),
  };
}

/** Notes what runs for the pages, a few times a second at most. */
function progressNote(): (progress: Progress) => void {
  let last = 0;
  let stage = '';
  return (progress) => {
    const at = Date.now();
    if (stage === progress.stage && at - last < PROGRESS_EVERY_MS) return;
    [last, stage] = [at, progress.stage];
    const note: Running = { ...progress, at };
    void setMeta(db, PROGRESS_KEY, note);
  };
}

export const endProgress = (): Promise<void> => setMeta(db, PROGRESS_KEY, null);
