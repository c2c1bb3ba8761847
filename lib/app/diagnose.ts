import { connect } from '../servers/registry';
import { type Diagnosis, type DiagnosisFacts, diagnosisOf } from '../status/diagnosis';
import { Memory } from '../store/memory';
import { scheduleOf } from '../store/overview';
import { sizesOf } from '../store/sizes';
import type { Home } from './home';
import { connectionOf } from './reachable';

/** Puts together what is stored as a file for bug reports. No server is asked. */
export async function diagnose(home: Home): Promise<Diagnosis> {
  const { store } = home;
  const settings = await new Memory(store).settings();
  const [schedule, stored, serverStates, pairStates, tracks, unmatched, activity] =
    await Promise.all([
      scheduleOf(store),
      sizesOf(store),
      store.list('serverStates'),
      store.list('pairStates'),
      store.list('tracks'),
      store.list('unmatched'),
      store.list('activity'),
    ]);
  const servers: DiagnosisFacts['servers'] = new Map();
  for (const server of settings.servers) {
    const adapter = connect(server.kind, await connectionOf(home, server));
    const version = serverStates.find((one) => one.serverId === server.id)?.version;
    if (version) adapter.useVersion(version);
    const capabilities = version ? adapter.capabilities() : null;
    servers.set(server.id, { capabilities, allowed: await home.allowed(server.address) });
  }
  return diagnosisOf({
    now: home.clock.now(),
    ...home.about(),
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
