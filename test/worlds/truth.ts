import { dataKeys } from '../servers/mediabrowser-data';
import type { MediaBrowserServer } from '../servers/mediabrowser-server';
import type { PlexServer } from '../servers/plex';
import type { SimItem } from '../servers/shelf';
import type { File } from './believed';
import type { Content } from './contents';
import type { DirtyHousehold, Running } from './household';

/** As exactly as servers keep a position. */
const SAME_MS = 2_000;
const same = (a: number, b: number): boolean => Math.abs(a - b) <= SAME_MS;

/** What a person last did with a content: where, and up to which position. */
export interface LastWord {
  server: Running;
  file: File;
  ms: number;
}

/**
 * Knows which file is what, and which positions ever belonged to which content. The product knows
 * nothing of this.
 */
export class Truth {
  /** Positions that landed on other content, in words. */
  readonly wrong: { content: Content; words: string }[] = [];
  readonly lastWords = new Map<Content, LastWord>();
  /** Contents of which some server keeps one state for several: what stands there tells nothing. */
  readonly entangled = new Set<Content>();
  private readonly rightful = new Map<Content, number[]>();
  private seen = new Map<SimItem, number>();

  constructor(private readonly home: DirtyHousehold) {}

  /** A person plays a file. */
  plays(server: Running, file: File, ms: number, at: number): void {
    this.rightfulOf(file.content).push(ms);
    this.lastWords.set(file.content, { server, file, ms });
    const item = server.items.get(file)!;
    const copy = server.sim.shelf.copies(item.title).indexOf(item);
    server.sim.play(item.title, ms, { at, copy });
    this.look(server, file.content);
  }

  /** Servers have done something of their own: what they show from now on is theirs. */
  serversDid(): void {
    for (const server of this.home.running) this.look(server, null);
  }

  /** Takes what a server shows by itself as rightful; files that share a state are entangled. */
  private look(server: Running, played: Content | null): void {
    for (const [file, item] of server.items) {
      const ms = positionOf(server, item);
      if (same(ms, this.seen.get(item) ?? 0)) continue;
      this.seen.set(item, ms);
      if (file.content === played) continue;
      this.entangled.add(file.content);
      if (played) this.entangled.add(played);
      if (ms > 0) this.rightfulOf(file.content).push(ms);
    }
  }

  /** A run is over: whatever it put anywhere belongs there. */
  afterRun(): void {
    for (const server of this.home.running) {
      const changed = [...server.items].filter(
        ([, item]) => !same(positionOf(server, item), this.seen.get(item) ?? 0),
      );
      const rightly = new Set<string>();
      for (const [file, item] of changed) {
        if (this.mayStand(file.content, positionOf(server, item))) {
          rightly.add(stateKey(server, item));
        }
      }
      for (const [file, item] of changed) {
        const ms = positionOf(server, item);
        this.seen.set(item, ms);
        if (this.mayStand(file.content, ms)) continue;
        // One write, and the server shows it on several files: its own doing.
        if (rightly.has(stateKey(server, item))) this.entangled.add(file.content);
        else this.wrong.push({ content: file.content, words: this.wordsOf(server, file, ms) });
      }
    }
  }

  private mayStand(content: Content, ms: number): boolean {
    return ms === 0 || this.rightfulOf(content).some((one) => same(one, ms));
  }

  private wordsOf({ place }: Running, { content, label }: File, ms: number): string {
    const whose = [...this.rightful].find(([, all]) => all.some((one) => same(one, ms)));
    const number = label.episode === null ? '' : ` (S${label.season}E${label.episode})`;
    const on = `${place.product.name} ${place.id}`;
    return `${content.key}${number} on ${on} got ${ms / 1000} s of ${whose?.[0].key ?? 'nobody'}`;
  }

  private rightfulOf(content: Content): number[] {
    const known = this.rightful.get(content);
    if (known) return known;
    const made: number[] = [];
    this.rightful.set(content, made);
    return made;
  }

  /**
   * Has a content's last position reached every copy on the other servers? Where it was played, the
   * copy that was played speaks for all.
   */
  inStep(content: Content): boolean {
    const word = this.lastWords.get(content);
    if (!word) return false;
    const { items } = word.server;
    const others = this.standings(content).filter(([item]) => ![...items.values()].includes(item));
    return !this.isLost(content) && others.every(([, ms]) => same(ms, word.ms));
  }

  /** Is it on several servers, so that there is something to keep in step? */
  isShared(content: Content): boolean {
    const holds = (server: Running) =>
      [...server.items.keys()].some((file) => file.content === content);
    return this.home.running.filter(holds).length > 1;
  }

  /** Where a person left it, a content stands where they left it. */
  isLost(content: Content): boolean {
    const word = this.lastWords.get(content);
    return word !== undefined && !same(positionOf(word.server, itemOf(word)), word.ms);
  }

  private standings(content: Content): [SimItem, number][] {
    return this.home.running.flatMap((server) =>
      [...server.items].flatMap(([file, item]): [SimItem, number][] =>
        file.content === content ? [[item, positionOf(server, item)]] : [],
      ),
    );
  }
}

const itemOf = ({ server, file }: LastWord): SimItem => server.items.get(file)!;

export function positionOf({ sim }: Running, item: SimItem): number {
  return sim.state(item.title, { copy: sim.shelf.copies(item.title).indexOf(item) }).positionMs;
}

/** Items with one key share one state, as the product keeps it. */
function stateKey({ sim, place }: Running, item: SimItem): string {
  if (sim.kind === 'plex') return (sim as PlexServer).guid(item);
  const { dialect } = sim as MediaBrowserServer;
  const key = dialect.keptBy === 'key' ? dataKeys(item)[0] : undefined;
  return `${place.id} ${key ?? item.id}`;
}
