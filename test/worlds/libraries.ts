import type { SimItem } from '../servers/shelf';
import { type File, filesOf } from './believed';
import type { Content } from './contents';
import type { Later } from './draft';
import type { DirtyHousehold, Running } from './household';
import type { Truth } from './truth';
import type { DirtyWorld } from './world';

type Renumbering = Extract<Later, { do: 'renumber' }>;

/** What happens to the libraries of a world between runs. */
export class Libraries {
  private readonly ahead = new Set<Renumbering>();
  readonly replaced = new Set<Content>();

  constructor(
    private readonly world: DirtyWorld,
    private readonly home: DirtyHousehold,
    private readonly truth: Truth,
  ) {}

  /** Files are replaced, and one server counts anew. */
  change(): void {
    for (const later of this.world.later) {
      const server = this.world.chance.one(this.home.running);
      if (later.do === 'replace') this.replace(server, later.content);
      else {
        renumber(server, later);
        this.ahead.add(later);
      }
    }
    this.truth.serversDid();
  }

  /** The other servers count anew as well. */
  follow(): void {
    for (const later of this.ahead) {
      for (const server of this.home.running) renumber(server, later);
    }
    this.ahead.clear();
    this.truth.serversDid();
  }

  /**
   * While the servers count differently and nothing but numbers is known, an episode that was never
   * in step tells nobody which one it is.
   */
  mayGoOn(content: Content): boolean {
    return ![...this.ahead].some(
      ({ series, tells }) => series === content.series && !tells && !this.truth.inStep(content),
    );
  }

  private replace({ sim, items }: Running, content: Content): void {
    for (const [file, item] of items) {
      if (file.content !== content) continue;
      sim.replaceFile(item.title);
      this.replaced.add(content);
      return;
    }
  }
}

/** An episode comes in at a number, and all from there move on; a server that did so stays. */
function renumber({ sim, items, place }: Running, { series, from, added }: Renumbering): void {
  if ([...items.keys()].some(({ content }) => content === added)) return;
  const moving = filesOf(place, series)
    .filter(({ label }) => label.season === 1 && label.episode! > from)
    .sort((a, b) => b.label.episode! - a.label.episode!);
  for (const file of moving) relabel(sim, items.get(file)!, file);
  const model = moving.at(-1);
  if (!model) return;
  const label = { ...model.label, episode: from + 1, name: `Episode ${from + 1}`, airDate: null };
  const file: File = { ...model, content: added, label };
  const world = sim.world;
  const show = world.shows.find(({ title }) => title === model.show!.title)!;
  const title = world.episode(show, { season: 1, episode: 1 + show.episodes.length });
  place.files.push(file);
  items.set(file, sim.shelf.byId.get(sim.addTitle(title, file.library, label))!);
}

function relabel(sim: Running['sim'], item: SimItem, file: File): void {
  const generic = file.label.name === `Episode ${file.label.episode}`;
  const episode = file.label.episode! + 1;
  file.label = { ...file.label, episode, ...(generic && { name: `Episode ${episode}` }) };
  const { name } = file.label;
  sim.relabel(item.title, { episode, name }, sim.shelf.copies(item.title).indexOf(item));
}
