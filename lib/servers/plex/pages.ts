import { ProblemError, problemOf } from '../../model/problem';
import { CUT_OFF } from '../answers';
import type { Ask, Http, Query } from '../http';
import { MOST_PAGES, mayGoOn, type Reading, type Settled, settle } from '../reading';
import { expectShape } from '../schema';
import type { LibraryMarks } from './library-marks';
import { idOf } from './map';
import { page } from './schema';

/** What we never read; `Guid` must stay, and some servers fail on this trimming. */
const TRIMMED: Query = {
  excludeElements: [
    'Media,Genre,Country,Director,Writer,Role,Producer',
    'Collection,Label,Rating,UltraBlurColors,Image',
  ].join(','),
  excludeFields: 'summary,tagline,file',
};

export interface Page {
  rows: unknown[];
  /** Rows of this page, as the server says. */
  size: number;
  /** Null where the server does not say. */
  total: number | null;
  /** Of a listing of one library: its id. */
  libraryId: string | null;
  /** Of a listing of one library: what it is called on no other server. */
  libraryMark: string | null;
}

export interface Whole extends Settled {
  libraryId: string | null;
}

/** Which kind of answer a list gives, and what its pages may have together. */
export type Kind = Pick<Ask, 'answer' | 'allowance'>;

const incomplete = (endpoint: string, field: string) =>
  new ProblemError({ code: 'list-incomplete', params: { endpoint, field } });

/** Reads lists of one server in pages. `marks` tell whether it is still that server. */
export class Pages {
  private trims = true;

  constructor(
    private readonly http: Http,
    readonly marks: LibraryMarks,
  ) {}

  /** One page, as it comes. Rejects with `list-incomplete` when its rows are cut off. */
  async page(path: string, query: Query, start: number, size: number, kind: Kind): Promise<Page> {
    const paged = { ...query, 'X-Plex-Container-Start': start, 'X-Plex-Container-Size': size };
    const answer = await this.trimmed(path, paged, kind);
    const { MediaContainer } = expectShape(page, answer, path);
    const rows = MediaContainer.Metadata ?? [];
    const libraryMark = MediaContainer.librarySectionUUID ?? null;
    if (libraryMark !== null) await this.marks.check(libraryMark);
    // It says that there are rows, and has none at all: it is cut.
    if (!MediaContainer.Metadata && (MediaContainer.size ?? 0) > 0) throw incomplete(path, 'size');
    return {
      rows,
      size: MediaContainer.size ?? rows.length,
      total: MediaContainer.totalSize ?? null,
      libraryId: MediaContainer.librarySectionID ?? null,
      libraryMark,
    };
  }

  /**
   * All rows of a list, each once. Where the server's counts do not fit them, the list is read again.
   * Rejects with `list-incomplete` when every reading says something else, when pages repeat, and when
   * there are many more of them than the first one said.
   */
  async whole(
    path: string,
    query: Query,
    size: number,
    kind: Kind,
    look?: (first: Page) => void | Promise<void>,
  ): Promise<Whole> {
    let libraryId: string | null = null;
    const first = async (page: Page) => {
      await look?.(page);
      libraryId = page.libraryId;
    };
    const settled = await settle(
      () => this.once(path, query, size, kind, first),
      ({ rows, said }) => rows.size === said,
    );
    if (!settled) throw incomplete(path, 'totalSize');
    return { ...settled, libraryId };
  }

  /**
   * Pages advance by what came back, since a server may give fewer rows than asked for, up to the
   * server's own total or an empty page.
   */
  private async once(
    path: string,
    query: Query,
    size: number,
    kind: Kind,
    look: (first: Page) => Promise<void>,
  ): Promise<Reading> {
    const rows = new Map<string, unknown>();
    let start = 0;
    let sizes = 0;
    let firstSaid: number | null = null;
    for (let n = 0; n < MOST_PAGES && mayGoOn(firstSaid, start, size, path); n++) {
      const page = await this.page(path, query, start, size, kind);
      const { rows: more, total } = page;
      if (start === 0) await look(page);
      firstSaid ??= total;
      const before = rows.size;
      for (const raw of more) rows.set(idOf(raw) ?? `#${start}.${rows.size}`, raw);
      const repeats = rows.size === before && more.length > 0;
      // Without a total the answer may be the whole list, whatever page was asked for.
      if (repeats && total !== null) throw incomplete(path, 'Metadata');
      if (!repeats) sizes += page.size;
      start += more.length;
      const ends = repeats || more.length === 0;
      if (!ends && (total === null || start < total || more.length === size)) continue;
      const counted = total === null || total === rows.size;
      return { rows, said: counted ? sizes : total };
    }
    throw incomplete(path, 'Metadata');
  }

  private async trimmed(path: string, query: Query, kind: Kind): Promise<unknown> {
    if (!this.trims) return this.get(path, query, kind);
    try {
      return await this.get(path, { ...query, ...TRIMMED }, kind);
    } catch (error) {
      const { code } = problemOf(error);
      if (code !== 'refused' && code !== 'server-error') throw error;
      const answer = await this.get(path, query, kind);
      this.trims = false;
      return answer;
    }
  }

  /** A list whose JSON breaks off is an incomplete list, not a wrong kind of answer. */
  private async get(path: string, query: Query, kind: Kind): Promise<unknown> {
    try {
      return await this.http.json({ ...kind, path, query });
    } catch (error) {
      if (problemOf(error).params?.detail !== CUT_OFF) throw error;
      throw incomplete(path, '(all)');
    }
  }
}
