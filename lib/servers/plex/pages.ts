import { ProblemError, problemOf } from '../../model/problem';
import { CUT_OFF } from '../answers';
import type { Http, Query } from '../http';
import { expectShape } from '../schema';
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
  /** Null where the server does not say. */
  total: number | null;
}

const incomplete = (endpoint: string, field: string) =>
  new ProblemError({ code: 'list-incomplete', params: { endpoint, field } });

/** Reads lists of one server in pages. */
export class Pages {
  private trims = true;

  constructor(private readonly http: Http) {}

  /** One page. Rejects with `list-incomplete` when it is cut short. */
  async page(path: string, query: Query, start: number, size: number): Promise<Page> {
    const paged = { ...query, 'X-Plex-Container-Start': start, 'X-Plex-Container-Size': size };
    const answer = await this.trimmed(path, paged);
    const { MediaContainer } = expectShape(page, answer, path);
    const rows = MediaContainer.Metadata ?? [];
    if (rows.length !== (MediaContainer.size ?? rows.length)) throw incomplete(path, 'size');
    return { rows, total: MediaContainer.totalSize ?? null };
  }

  /**
   * All rows of a list, each once. Pages advance by what came back, since a server may give fewer
   * rows than asked for. Rejects with `list-incomplete` when a page repeats or rows are missing.
   */
  async whole(path: string, query: Query, size: number, look?: (first: Page) => void) {
    const rows = new Map<string, unknown>();
    let start = 0;
    for (;;) {
      const { rows: more, total } = await this.page(path, query, start, size);
      if (start === 0) look?.({ rows: more, total });
      const before = rows.size;
      for (const raw of more) rows.set(idOf(raw) ?? `#${start}.${rows.size}`, raw);
      start += more.length;
      if (more.length === 0 && rows.size >= (total ?? 0)) break;
      if (more.length === 0 || rows.size === before) throw incomplete(path, 'Metadata');
      // Without a total, a page that is not full is the last one.
      if (total === null && more.length < size) break;
      if (total === null || start < total) continue;
      if (rows.size < total) throw incomplete(path, 'totalSize');
      break;
    }
    return [...rows.values()];
  }

  private async trimmed(path: string, query: Query): Promise<unknown> {
    if (!this.trims) return this.get(path, query);
    try {
      return await this.get(path, { ...query, ...TRIMMED });
    } catch (error) {
      const { code } = problemOf(error);
      if (code !== 'refused' && code !== 'server-error') throw error;
      const answer = await this.get(path, query);
      this.trims = false;
      return answer;
    }
  }

  /** A list whose JSON breaks off is an incomplete list, not a wrong kind of answer. */
  private async get(path: string, query: Query): Promise<unknown> {
    try {
      return await this.http.json({ path, query });
    } catch (error) {
      if (problemOf(error).params?.detail !== CUT_OFF) throw error;
      throw incomplete(path, '(all)');
    }
  }
}
