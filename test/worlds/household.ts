import type { MediaServer } from '../../lib/servers/port';
import { connect } from '../../lib/servers/registry';
import { createWorld, makeServer, type SimServer, type Title } from '../servers';
import type { SimItem } from '../servers/shelf';
import { HttpHousehold } from '../support/http-household';
import type { File, Place, ShowRow } from './believed';
import { fetchInProcess } from './in-process';

const FIRST_PORT = 40_000;

/** Stands between the engine and an adapter. */
export type Between = (server: MediaServer) => MediaServer;

/** A server that runs in this process, and which item of it is which file. */
export interface Running {
  place: Place;
  sim: SimServer;
  items: Map<File, SimItem>;
}

/** The engine with real adapters and simulated servers, without a socket between them. */
export class DirtyHousehold extends HttpHousehold {
  readonly running: Running[] = [];
  private readonly byPort = new Map<string, SimServer>();

  constructor(between: Between = (server) => server) {
    super(createWorld());
    const fetch = fetchInProcess(this.byPort);
    this.ports.connect = (settings, userId) => {
      const deviceId = `device-${settings.id}`;
      return between(connect(settings.kind, { ...settings, userId, deviceId, fetch }));
    };
  }

  open(place: Place): Running {
    const { kind, version } = place.product;
    const world = createWorld();
    const port = FIRST_PORT + this.running.length;
    const libraries = [
      { name: 'Films', holds: 'movie' as const },
      { name: 'Films 4K', holds: 'movie' as const },
      { name: 'Series', holds: 'show' as const },
    ];
    const setup = { kind, version, port, world, name: place.id, libraries };
    const sim: SimServer = makeServer(setup as Parameters<typeof makeServer>[0]);
    this.byPort.set(String(port), sim);
    this.servers.set(place.id, sim);
    this.store.kept.servers.push({
      id: place.id,
      kind,
      name: place.id,
      address: sim.url,
      token: sim.token(),
      userId: sim.userId(),
      userName: 'mia',
      libraries: null,
    });
    const running: Running = { place, sim, items: shelved(place, sim, world) };
    this.running.push(running);
    return running;
  }
}

/** Puts a place's files onto a server's shelf, labelled as the server believes. */
function shelved(place: Place, sim: SimServer, world: SimServer['world']): Map<File, SimItem> {
  const shows = new Map<ShowRow, Title>();
  const titles = new Map<string, Title>();
  const items = new Map<File, SimItem>();
  for (const [n, show] of place.shows.entries()) {
    shows.set(show, world.show({ title: show.title, year: show.year, ids: { tvdb: `99${n}` } }));
  }
  for (const file of place.files) {
    const key = `${file.content.key} ${file.show ? place.shows.indexOf(file.show) : ''}`;
    const title = titles.get(key) ?? titleOf(file, world, file.show && shows.get(file.show)!);
    titles.set(key, title);
    const item = sim.shelf.byId.get(sim.addTitle(title, file.library, file.label))!;
    items.set(file, item);
    if (place.product.oldAgents && !file.show) item.agentGuid = agentOfFilm(file);
  }
  for (const [row, title] of shows) {
    if (sim.shelf.copies(title).length === 0) continue;
    sim.relabel(title, { ids: row.ids });
    const agent = row.agent ?? (place.product.oldAgents ? agentOfShow(row) : null);
    for (const item of sim.shelf.copies(title)) item.agentGuid = agent;
  }
  return items;
}

/** The title that a simulated server goes by; no two contents share one. */
function titleOf({ content }: File, world: SimServer['world'], show: Title | null): Title {
  const { title, runtimeMs } = content;
  if (!show) return world.movie({ title: content.key, ids: { imdb: content.key }, runtimeMs });
  const number = 1 + show.episodes.length;
  return world.episode(show, { season: 1, episode: number, title, runtimeMs });
}

const first = (id: string | readonly string[] | undefined): string | undefined =>
  typeof id === 'string' ? id : id?.[0];

const agentOfFilm = ({ label, content }: File): string =>
  first(label.ids.imdb)
    ? `com.plexapp.agents.imdb://${first(label.ids.imdb)}`
    : `local://${content.key}`;

const agentOfShow = ({ ids, title }: ShowRow): string =>
  first(ids.tvdb) ? `com.plexapp.agents.thetvdb://${first(ids.tvdb)}` : `local://${title}`;
