import type { EnginePorts } from '../../lib/engine/ports';
import { previewPair, runRound } from '../../lib/engine/rounds';
import type { Plan, RunSummary } from '../../lib/model/run';
import type { ServerKind } from '../../lib/model/server';
import type { Pair } from '../../lib/model/settings';
import type { MediaServer } from '../../lib/servers/port';
import { connect } from '../../lib/servers/registry';
import { type SimServer, startServer, type World } from '../servers';
import { MemoryStore } from './memory-store';
import { addPair } from './pairs';

/** The engine with real adapters, over HTTP, against simulated servers. */
export class HttpHousehold {
  readonly store = new MemoryStore();
  readonly servers = new Map<string, SimServer>();
  readonly connected: MediaServer[] = [];
  /** Added to the real time. */
  ahead = 0;
  /** Before a request is given up. */
  timeoutMs = 5_000;
  private ids = 0;

  readonly ports: { -readonly [K in keyof EnginePorts]: EnginePorts[K] } = {
    store: this.store,
    connect: (settings, userId, patience) => {
      const server = connect(settings.kind, {
        ...settings,
        userId,
        deviceId: `device-${settings.id}`,
        fetch: globalThis.fetch,
        timeoutMs: this.timeoutMs,
        patience,
      });
      this.connected.push(server);
      return server;
    },
    now: () => Date.now() + this.ahead,
    sleep: () => Promise.resolve(),
    allowed: async () => true,
    newId: () => `id-${++this.ids}`,
    progress: () => {},
  };

  constructor(readonly world: World) {}

  async server(
    id: string,
    kind: ServerKind,
    more: Partial<Parameters<typeof startServer>[0]> = {},
  ): Promise<SimServer> {
    const server = await startServer({ kind, name: id, world: this.world, ...more } as Parameters<
      typeof startServer
    >[0]);
    this.servers.set(id, server);
    this.store.kept.servers.push({
      id,
      kind,
      name: id,
      address: server.url,
      token: server.token(),
      userId: server.userId(),
      userName: 'mia',
      libraries: null,
    });
    return server;
  }

  pair(source: string, target: string, more: Partial<Pair> = {}): Pair {
    return addPair(this.store, source, target, more);
  }

  async run(pairId?: string): Promise<RunSummary> {
    const [summary] = await runRound(this.ports, 'person', pairId);
    return summary!;
  }

  preview(pairId: string): Promise<Plan> {
    return previewPair(this.ports, pairId);
  }

  /** Requests that the servers have seen since the last call. */
  requests(): string[] {
    const seen = [...this.servers].flatMap(([id, server]) =>
      server.log.map((entry) => `${id} ${entry.method} ${entry.path}`),
    );
    for (const server of this.servers.values()) server.clearLog();
    return seen;
  }

  async stop(): Promise<void> {
    await Promise.all([...this.servers.values()].map((server) => server.stop()));
  }
}
