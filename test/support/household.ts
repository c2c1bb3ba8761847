import type { EnginePorts } from '../../lib/engine/ports';
import { runRound } from '../../lib/engine/rounds';
import type { RunSummary } from '../../lib/model/run';
import type { Pair } from '../../lib/model/settings';
import { MANNERS, MemoryServer } from './memory-server';
import { MemoryStore } from './memory-store';
import { addPair } from './pairs';

export type Kind = keyof typeof MANNERS;

/** Servers in memory, one browser's memory, and a clock that moves when told. */
export class Household {
  readonly store = new MemoryStore();
  readonly servers = new Map<string, MemoryServer>();
  now = Date.UTC(2026, 10, 1, 12);
  /** Every request takes this long. */
  requestMs = 0;
  private ids = 0;

  readonly ports: EnginePorts = {
    store: this.store,
    connect: (settings) => this.servers.get(settings.id)!.fresh(),
    now: () => this.now,
    sleep: async () => {},
    allowed: async () => true,
    newId: () => `id-${++this.ids}`,
    progress: () => {},
  };

  server(id: string, kind: Kind): MemoryServer {
    const server = new MemoryServer(id, MANNERS[kind], () => this.now);
    server.onRequest = () => {
      this.now += this.requestMs;
    };
    this.servers.set(id, server);
    this.store.kept.servers.push({
      id,
      kind,
      name: id,
      address: `http://${id}.test`,
      token: 'secret',
      userId: 'mia',
      userName: 'mia',
      libraries: null,
    });
    return server;
  }

  pair(source: string, target: string, more: Partial<Pair> = {}): Pair {
    return addPair(this.store, source, target, more);
  }

  /** A film on these servers; ids are made from the title. */
  film(title: string, on: string[] = [...this.servers.keys()], runtimeMs?: number | null): void {
    for (const id of on) {
      this.servers.get(id)!.add({ title, ids: { imdb: `tt-${title}` }, runtimeMs });
    }
  }

  wait(ms: number): void {
    this.now += ms;
  }

  run(pairId?: string): Promise<RunSummary[]> {
    return runRound(this.ports, 'person', pairId);
  }

  async runOne(): Promise<RunSummary> {
    const [summary] = await this.run();
    return summary!;
  }
}
