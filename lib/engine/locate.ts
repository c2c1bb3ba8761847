import type { CatalogueEntry, ExternalIds, ServerRow } from '../model/item';
import { type Problem, ProblemError, problemOf } from '../model/problem';
import type { CatalogueRow, TitleIdentity } from '../model/records';
import { identityOf, idTokens, likeness, plainTitle, realTitle } from '../plan/identity';
import { abreast } from './abreast';
import { asRow, refreshCatalogue } from './catalogue';
import { type Contact, scopeOf } from './contact';
import { apart, culpritsAmong, inARow, noteAnswered, noteCulprit, ofTheServer } from './culprits';
import type { EnginePorts } from './ports';

/** Where a title may be on a server: item ids of its copies, found but not yet looked at. */
export type Located = Map<TitleIdentity, string[]>;

/** What stands near titles on a server. */
export interface Nearby {
  located: Located;
  /** Titles whose show's ids several shows carry there. */
  ofSeveralShows: Set<TitleIdentity>;
}

const EPISODES_HOLD_MS = 24 * 60 * 60_000;
/** So many shows of one server are read at a time. */
const AT_A_TIME = 4;

/**
 * Finds titles on a server by their external ids: by asking for the ids where the server can, else
 * in the catalogue kept of its films and shows. Episodes are read per show, on demand. With
 * `anew`, nothing that was kept is trusted.
 */
export async function locate(
  ports: EnginePorts,
  contact: Contact,
  wanted: TitleIdentity[],
  anew = false,
): Promise<Located> {
  const located: Located = new Map();
  if (wanted.length === 0) return located;
  const byHand = wanted.filter((title) => title.hand);
  const byHandIds = await abreast(byHand, AT_A_TIME, (title) =>
    locateByHand(ports, contact, title, anew),
  );
  for (const [index, title] of byHand.entries()) located.set(title, byHandIds[index]!);
  const byIds = wanted.filter((title) => !title.hand);
  const { entries, failed } = await findEntries(ports, contact, byIds.map(ownIds), anew);
  noteUnread(contact, byIds, ownIds, failed);
  for (const title of byIds) {
    const tokens = new Set(idTokens(title.kind, title.ids));
    located.set(title, idsWith(entries, title.kind, tokens));
  }
  const rest = byIds.filter((t) => t.kind === 'episode' && located.get(t)!.length === 0);
  if (rest.length > 0) await locateByShow(ports, contact, rest, located, anew);
  for (const id of [...located.values()].flat()) contact.sight.inScope.add(id);
  return located;
}

/**
 * All that stands near titles on a server: what carries one of their ids, and, of an episode, what
 * stands at its number or bears its name in its show.
 */
export async function nearby(
  ports: EnginePorts,
  contact: Contact,
  titles: TitleIdentity[],
): Promise<Nearby> {
  const wanted = titles.filter((title) => !title.hand);
  const located = await locate(ports, contact, wanted);
  const episodes = wanted.filter((title) => title.kind === 'episode' && title.showIds);
  const inShows: Located = new Map();
  const ofSeveralShows = await locateByShow(ports, contact, episodes, inShows, false);
  for (const [title, ids] of inShows) {
    located.set(title, [...new Set([...located.get(title)!, ...ids])]);
  }
  return { located, ofSeveralShows };
}

/**
 * A title matched by hand is where it was found then; after a change of the chosen libraries, and
 * where its copies are gone, where its own ids are found.
 */
async function locateByHand(
  ports: EnginePorts,
  contact: Contact,
  title: TitleIdentity,
  anew: boolean,
): Promise<string[]> {
  const { hand } = title;
  const { settings, hands } = contact.given;
  const side = hands.find(({ id }) => id === hand)?.sides[settings.id];
  if (!side) return [];
  const inScope = settings.libraries === null || side.scope === scopeOf(settings);
  const known = inScope ? side.itemIds : [];
  if (inScope && !anew) return known;
  const located = await locate(ports, contact, [side.identity], anew);
  const unread = contact.asked.unread.get(side.identity);
  if (unread) contact.asked.unread.set(title, unread);
  return [...new Set([...known, ...located.get(side.identity)!])];
}

/** Episodes that were not found by ids of their own: among all episodes of their shows. */
async function locateByShow(
  ports: EnginePorts,
  contact: Contact,
  wanted: TitleIdentity[],
  located: Located,
  anew: boolean,
): Promise<Set<TitleIdentity>> {
  const ofSeveralShows = new Set<TitleIdentity>();
  if (wanted.length === 0) return ofSeveralShows;
  const { entries: shows, failed } = await findEntries(ports, contact, wanted.map(showIds), anew);
  noteUnread(contact, wanted, showIds, failed);
  const byShow = new Map<CatalogueRow, TitleIdentity[]>();
  for (const title of wanted) {
    const tokens = new Set(idTokens('show', title.showIds ?? {}));
    located.set(title, []);
    const own = shows.filter((entry) => carries(entry, 'show', tokens));
    if (!areOneShow(own)) ofSeveralShows.add(title);
    for (const show of own) byShow.set(show, [...(byShow.get(show) ?? []), title]);
  }
  let inRow = 0;
  const culprits = new Map<string, Problem>();
  // The titles of one show come one after another: the first of them may read it for all.
  const found = await abreast([...byShow], AT_A_TIME, async ([show, titles]) => {
    const question = `episodes of ${show.itemId}`;
    const unread = (problem: Problem) => {
      for (const title of titles) contact.asked.unread.set(title, problem);
      return titles.map(() => []);
    };
    const known = culpritsAmong(contact, [question]).get(question);
    if (known) return unread(known);
    const rows: ServerRow[][] = [];
    try {
      for (const title of titles) rows.push(await episodesOf(ports, contact, show, title, anew));
      inRow = 0;
      noteAnswered(contact, [question]);
      return rows;
    } catch (thrown) {
      const problem = problemOf(thrown);
      const server = await ofTheServer(contact, problem);
      if (server) throw new ProblemError(server);
      inRow = inARow(inRow, problem);
      culprits.set(question, problem);
      return unread(problem);
    }
  });
  for (const [question, problem] of culprits) noteCulprit(contact, question, problem);
  for (const [index, titles] of [...byShow.values()].entries()) {
    for (const [at, title] of titles.entries()) {
      located.get(title)!.push(...found[index]![at]!.map((row) => row.itemId));
    }
  }
  return ofSeveralShows;
}

/** Several rows under one id are one show only where title and year agree. */
const areOneShow = (shows: CatalogueRow[]): boolean =>
  shows.every((show) => {
    const first = shows[0]!;
    return (
      plainTitle(show.title ?? '') === plainTitle(first.title ?? '') && show.year === first.year
    );
  });

interface Wanted {
  kind: CatalogueRow['kind'];
  ids: ExternalIds;
}

const ownIds = ({ kind, ids }: TitleIdentity): Wanted => ({ kind, ids });
const showIds = (title: TitleIdentity): Wanted => ({ kind: 'show', ids: title.showIds ?? {} });

const carries = (entry: CatalogueRow, kind: string, tokens: Set<string>): boolean =>
  entry.kind === kind && entry.tokens.some((token) => tokens.has(token));

const idsWith = (entries: CatalogueRow[], kind: string, tokens: Set<string>): string[] =>
  entries.filter((entry) => carries(entry, kind, tokens)).map((entry) => entry.itemId);

/** What was asked about these titles failed: nothing is known of them. */
function noteUnread(
  { asked }: Contact,
  titles: TitleIdentity[],
  idsOf: (title: TitleIdentity) => Wanted,
  failed: ReadonlyMap<string, Problem>,
): void {
  if (failed.size === 0) return;
  for (const title of titles) {
    const problem = failed.get(JSON.stringify(idsOf(title)));
    if (problem) asked.unread.set(title, problem);
  }
}

/** An id that no database has given. */
const NO_TITLE: ExternalIds = { imdb: 'tt0000000' };

interface Entries {
  entries: CatalogueRow[];
  /** What was asked for and made the server fail, as JSON, and what it said. */
  failed: Map<string, Problem>;
}

async function findEntries(
  ports: EnginePorts,
  contact: Contact,
  wanted: Wanted[],
  anew: boolean,
): Promise<Entries> {
  const failed = new Map<string, Problem>();
  if (wanted.length === 0) return { entries: [], failed };
  const distinct = [...new Map(wanted.map((one) => [JSON.stringify(one), one])).values()];
  if (contact.sight.can.finds === 'ids') {
    const kinds = new Set(distinct.map((one) => one.kind));
    const kind = kinds.size === 1 ? distinct[0]!.kind : undefined;
    const { server, settings } = contact.given;
    const found = new Map<string, CatalogueEntry>();
    const ask = async (some: string[]) => {
      const ids = some.map((one) => (JSON.parse(one) as Wanted).ids);
      const answer = await server.findByIds(ids, settings.libraries, kind);
      noteAnswered(contact, some);
      for (const entry of answer) found.set(entry.itemId, entry);
    };
    const all = distinct.map((one) => JSON.stringify(one));
    for (const [one, problem] of culpritsAmong(contact, all)) failed.set(one, problem);
    const open = all.filter((one) => !failed.has(one));
    const ofNothing = () => server.findByIds([NO_TITLE], settings.libraries, kind);
    const fails = (one: string, problem: Problem) => {
      noteCulprit(contact, one, problem);
      failed.set(one, problem);
    };
    await apart(contact, open, ask, fails, ofNothing);
    const entries = [...found.values()].map((entry) => asRow(entry, contact.sight.serverId));
    return { entries, failed };
  }
  // The catalogue holds films and shows only.
  const kept = distinct.filter((one) => one.kind !== 'episode');
  if (kept.length === 0) return { entries: [], failed };
  await refreshCatalogue(ports, contact, anew);
  const tokens = kept.flatMap((one) => idTokens(one.kind, one.ids));
  const { serverId } = contact.sight;
  return { entries: await ports.store.catalogueFind(serverId, [...new Set(tokens)]), failed };
}

/**
 * Rows of a show that are this episode, or look like it and contradict. The show is read again when
 * none is in it.
 */
async function episodesOf(
  ports: EnginePorts,
  contact: Contact,
  show: CatalogueRow,
  title: TitleIdentity,
  anew: boolean,
): Promise<ServerRow[]> {
  const kept = await ports.store.episodes(contact.sight.serverId, show.itemId);
  const readNow = kept !== undefined && contact.asked.shows.has(show.itemId);
  const fresh = readNow || (!anew && kept && ports.now() - kept.at < EPISODES_HOLD_MS);
  const found = fresh && kept ? matching(kept.rows, show, title) : [];
  if (found.length > 0 || readNow) return found;
  const rows = await contact.given.server.episodes(show.itemId);
  contact.asked.shows.add(show.itemId);
  await ports.store.saveEpisodes({
    serverId: contact.sight.serverId,
    showItemId: show.itemId,
    at: ports.now(),
    rows,
  });
  return matching(rows, show, title);
}

function matching(rows: ServerRow[], show: CatalogueRow, title: TitleIdentity): ServerRow[] {
  return rows.filter((row) => {
    const named = { ...row, show: { itemId: show.itemId, ids: show.ids } };
    const name = realTitle(row.episodeTitle);
    const namesake = name !== '' && name === realTitle(title.episodeTitle);
    return namesake || likeness(identityOf(named), title) !== 'different';
  });
}
