import { browser } from 'wxt/browser';
import { isAllowed } from '../../lib/platform/permissions';
import { connect } from '../../lib/servers/registry';
import { type Diagnosis, type DiagnosisFacts, diagnosisOf } from '../../lib/status/diagnosis';
import { db } from '../../lib/store/db';
import { Memory } from '../../lib/store/memory';
import { sizesOf } from '../../lib/store/sizes';
import { connectionOf } from './reachable';
import { readSchedule } from './rounds';

/** Puts together what is stored as a file for bug reports. No server is asked. */
export async function diagnose(): Promise<Diagnosis> {
  const settings = await new Memory(db).settings();
  const [schedule, stored, serverStates, pairStates, tracks, unmatched, activity] =
    await Promise.all([
      readSchedule(),
      sizesOf(db),
      db.serverStates.toArray(),
      db.pairStates.toArray(),
      db.tracks.toArray(),
      db.unmatched.toArray(),
      db.activity.toArray(),
    ]);
  const servers: DiagnosisFacts['servers'] = new Map();
  for (const server of settings.servers) {
    const adapter = connect(server.kind, await connectionOf(server));
    const version = serverStates.find((one) => one.serverId === server.id)?.version;
    if (version) adapter.useVersion(version);
    const capabilities = version ? adapter.capabilities() : null;
    servers.set(server.id, { capabilities, allowed: await isAllowed(server.address) });
  }
  return diagnosisOf({
    now: Date.now(),
    version: browser.runtime.getManifest().version,
    browser: navigator.userAgent,
    ...{
      settings,
      schedule,
      stored,
      servers,
      serverStates,
      pairStates,
      tracks,
      unmatched,
      activity,
    },
  });
}
