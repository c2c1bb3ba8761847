import type { ExternalIds } from '../../lib/model/item';
import type { Title } from './world';

export interface SimLibrary {
  id: string;
  name: string;
  holds: 'movie' | 'video' | 'show' | 'music';
  hiddenFrom: Set<string>;
  /** Grows whenever something is added, removed or renamed. */
  changes: number;
}

/** One thing on one server: a copy of a title, or a season. */
export interface SimItem {
  id: string;
  kind: 'movie' | 'show' | 'season' | 'episode';
  /** Of a season: its show's. */
  title: Title;
  library: SimLibrary;
  name: string;
  sortName: string;
  year: number | null;
  ids: ExternalIds;
  season: number | null;
  episode: number | null;
  episodeEnd: number | null;
  /** Which of a file's episodes, from 0, where each is an item of its own. */
  part: number;
  airDate: string | null;
  /** On Plex: the guid that an old agent gave a film or show. */
  agentGuid: string | null;
  runtimeMs: number | null;
  path: string;
  show: SimItem | null;
  parent: SimItem | null;
  children: SimItem[];
  /** Set on another version of a film: the item that stands for it. */
  primary: SimItem | null;
  versions: SimItem[];
  edition: string | null;
  missing: boolean;
  addedAt: number;
  savedAt: number;
  /** Where markers say that the credits begin. */
  creditsMs: number | null;
  /** Users who may not see this very item, though they see its library. */
  hiddenFrom: Set<string>;
}

/** What a server may believe of a file, rightly or not. */
export type Label = Partial<
  Pick<
    SimItem,
    'name' | 'year' | 'ids' | 'season' | 'episode' | 'episodeEnd' | 'airDate' | 'runtimeMs'
  >
>;

export type Identify = (kind: SimItem['kind'], path: string) => string;
type Draft = Partial<SimItem> & Pick<SimItem, 'kind' | 'title' | 'library' | 'name' | 'path'>;

/** How a product makes its ids. */
export interface IdMaker {
  item: Identify;
  library(name: string, index: number): string;
  user(name: string): string;
}

const article = /^(the|a|an) /;
const sortable = (name: string): string => name.toLowerCase().replace(article, '');
const two = (n: number | null): string => String(n ?? 0).padStart(2, '0');

/** Everything a server holds, indexed by id and by title. */
export class Shelf {
  readonly libraries: SimLibrary[] = [];
  readonly byId = new Map<string, SimItem>();
  /** All items in the order in which they were added. */
  readonly items: SimItem[] = [];
  /** Grows with every change; what is derived from the items is kept until then. */
  revision = 0;
  private readonly byTitle = new Map<Title, SimItem[]>();
  private readonly sorted = new Map<string, { revision: number; items: SimItem[] }>();
  private readonly generations = new Map<string, number>();

  constructor(
    private readonly identify: Identify,
    /** Plex knows every episode of a file that holds several as an item of its own. */
    private readonly splitsFiles: boolean,
  ) {}

  library(name: string): SimLibrary {
    const found = this.libraries.find((one) => one.name === name);
    if (!found) throw new Error(`no library called ${name}`);
    return found;
  }

  copies(title: Title): SimItem[] {
    return this.byTitle.get(title) ?? [];
  }

  copy(title: Title, index = 0): SimItem {
    const item = this.copies(title)[index];
    if (!item) throw new Error(`no copy ${index} of ${title.title} here`);
    return item;
  }

  /** Adds a film, an episode (with its show and season as needed) or a whole show. */
  add(title: Title, library: SimLibrary, at: number, details: Partial<SimItem> = {}): SimItem {
    library.changes += 1;
    if (title.kind === 'show') {
      const show = this.showIn(title, library, at);
      for (const episode of title.episodes) this.addEpisode(episode, library, at, {});
      return show;
    }
    if (title.kind === 'episode') return this.addEpisode(title, library, at, details);
    const folder = `${title.title} (${title.year ?? 'unknown'})`;
    const suffix = details.edition ? ` {${details.edition}}` : details.primary ? ' - other' : '';
    const path = this.fresh(`/media/${library.name}/${folder}/${folder}${suffix}`);
    return this.put({ kind: 'movie', title, library, name: title.title, path, ...details }, at);
  }

  remove(item: SimItem): void {
    for (const child of [...item.children]) this.remove(child);
    item.library.changes += 1;
    this.revision += 1;
    this.byId.delete(item.id);
    this.items.splice(this.items.indexOf(item), 1);
    const siblings = item.parent?.children;
    siblings?.splice(siblings.indexOf(item), 1);
    const copies = this.byTitle.get(item.title);
    if (copies?.includes(item)) copies.splice(copies.indexOf(item), 1);
  }

  /** The file got another name: the same item under a new id. */
  rename(item: SimItem, at: number): void {
    this.byId.delete(item.id);
    item.path = this.fresh(item.path.replace(/ #\d+$/, ''));
    item.id = this.identify(item.kind, item.path);
    item.addedAt = at;
    item.savedAt = at;
    item.library.changes += 1;
    this.byId.set(item.id, item);
    this.revision += 1;
  }

  /** The server takes the same file for something else: the item and its id stay. */
  relabel(item: SimItem, label: Label, at: number): void {
    const { season } = item;
    Object.assign(item, label);
    if (item.show && item.parent && item.season !== season) {
      item.parent.children.splice(item.parent.children.indexOf(item), 1);
      item.parent = this.seasonIn(item.show, item.season, at);
      item.parent.children.push(item);
    }
    this.touch(item, at);
  }

  touch(item: SimItem, at: number): void {
    item.savedAt = at;
    item.library.changes += 1;
    this.revision += 1;
  }

  /** All items in an order that does not depend on a user, sorted once per change. */
  inOrder(name: string, compare: (a: SimItem, b: SimItem) => number): SimItem[] {
    const known = this.sorted.get(name);
    if (known?.revision === this.revision) return known.items;
    const items = [...this.items].sort(compare);
    this.sorted.set(name, { revision: this.revision, items });
    return items;
  }

  private addEpisode(
    title: Title,
    library: SimLibrary,
    at: number,
    details: Partial<SimItem>,
  ): SimItem {
    if (title.missing && this.splitsFiles) return this.showIn(title.show as Title, library, at);
    const show = this.showIn(title.show as Title, library, at);
    const number = details.season === undefined ? title.season : details.season;
    const season = this.seasonIn(show, number, at);
    const place = `${show.name} S${two(title.season)}E${two(title.episode)}`;
    const path = this.fresh(`${season.path}/${title.episode === null ? title.key : place}`);
    const draft: Draft = {
      kind: 'episode',
      title,
      library,
      name: title.title,
      sortName: `${two(title.season)} - ${two(title.episode)} - ${title.title}`,
      path,
      show,
      parent: season,
      missing: title.missing,
      ...details,
    };
    if (!this.splitsFiles || title.episodeEnd === null || title.episode === null) {
      return this.put(draft, at);
    }
    const first = this.put({ ...draft, episodeEnd: null }, at);
    for (let number = title.episode + 1; number <= title.episodeEnd; number += 1) {
      this.put(
        {
          ...draft,
          episode: number,
          part: number - title.episode,
          episodeEnd: null,
          ids: {},
          path: `${path} `,
        },
        at,
        path,
      );
    }
    return first;
  }

  private showIn(title: Title, library: SimLibrary, at: number): SimItem {
    const known = this.copies(title).find((item) => item.library === library);
    if (known) return known;
    const path = this.fresh(`/media/${library.name}/${title.title}`);
    return this.put({ kind: 'show', title, library, name: title.title, path }, at);
  }

  private seasonIn(show: SimItem, number: number | null, at: number): SimItem {
    const known = show.children.find((season) => season.season === number);
    if (known) return known;
    const name = number === 0 ? 'Specials' : `Season ${number ?? 'Unknown'}`;
    const path = this.fresh(`${show.path}/${name}`);
    const { library } = show;
    const draft: Draft = { kind: 'season', title: show.title, library, name, path, ids: {} };
    const place = { show, parent: show, season: number, episode: number, year: null };
    return this.put({ ...draft, ...place, sortName: two(number) }, at);
  }

  private put(draft: Draft, at: number, path = draft.path): SimItem {
    const { title } = draft;
    const item: SimItem = {
      id: this.identify(draft.kind, draft.path),
      sortName: sortable(draft.name),
      year: title.year,
      ids: title.ids,
      season: title.season,
      episode: title.episode,
      episodeEnd: title.episodeEnd,
      part: 0,
      airDate: title.airDate,
      agentGuid: null,
      runtimeMs: draft.kind === 'show' || draft.kind === 'season' ? null : title.runtimeMs,
      show: null,
      parent: null,
      children: [],
      primary: null,
      versions: [],
      edition: null,
      missing: false,
      addedAt: at,
      savedAt: at,
      creditsMs: null,
      hiddenFrom: new Set(),
      ...draft,
      path,
    };
    this.revision += 1;
    this.byId.set(item.id, item);
    this.items.push(item);
    item.parent?.children.push(item);
    if (item.kind === 'season' || item.primary) return item;
    const copies = this.byTitle.get(title) ?? [];
    copies.push(item);
    this.byTitle.set(title, copies);
    return item;
  }

  private fresh(path: string): string {
    const count = (this.generations.get(path) ?? 0) + 1;
    this.generations.set(path, count);
    return count === 1 ? path : `${path} #${count}`;
  }
}

/** The films and episodes at and below an item. */
export function leaves(item: SimItem): SimItem[] {
  return item.kind === 'movie' || item.kind === 'episode' ? [item] : item.children.flatMap(leaves);
}
