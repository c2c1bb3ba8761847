import { ProblemError, problemOf } from '../../model/problem';
import { batchesOf, inTurns } from '../batches';
import type { Http } from '../http';
import { expectShape } from '../schema';
import type { LibraryMarks } from './library-marks';
import { page } from './schema';

const IDS_PER_REQUEST = 100;

/** How a server is asked for rows, and by what each answer shows whose it is. */
export interface Ways {
  http: Http;
  marks: LibraryMarks;
}

/**
 * Rows by id, of any kind. Ids that are not there are left out of the answer without a word, and a
 * request of which none is there is answered "not found". A request that the server finds too long
 * is halved.
 */
export async function rowsByIds(
  ways: Ways,
  itemIds: Iterable<string>,
  markers: boolean,
): Promise<unknown[]> {
  const batches = batchesOf(itemIds, IDS_PER_REQUEST);
  return (await inTurns(batches, (batch) => readBatch(ways, batch, markers))).flat();
}

async function readBatch(
  ways: Ways,
  ids: string[],
  markers: boolean,
  start = 0,
): Promise<unknown[]> {
  const path = `/library/metadata/${ids.map(encodeURIComponent).join(',')}`;
  const query = {
    includeGuids: 1,
    // Otherwise a look may make the server analyse the file first.
    skipRefresh: 1,
    includeMarkers: markers ? 1 : undefined,
    'X-Plex-Container-Start': start,
    'X-Plex-Container-Size': ids.length,
  };
  try {
    const answer = await ways.http.json({ path, query, answer: 'list' });
    const { MediaContainer } = expectShape(page, answer, ENDPOINT);
    if (MediaContainer.librarySectionUUID)
      await ways.marks.check(MediaContainer.librarySectionUUID);
    const rows = MediaContainer.Metadata ?? [];
    if (rows.length !== (MediaContainer.size ?? rows.length)) throw incomplete('size');
    // A server may give fewer rows at a time than it was asked for.
    const end = start + rows.length;
    if (end >= (MediaContainer.totalSize ?? end)) return rows;
    // More rows than ids are none of ours, and would go on for ever.
    if (rows.length === 0 || end >= ids.length) throw incomplete('totalSize');
    return [...rows, ...(await readBatch(ways, ids, markers, end))];
  } catch (error) {
    const { code } = problemOf(error);
    // Behind a first page that had rows, it says nothing of those that are left.
    if (code === 'not-found') {
      if (start > 0) throw incomplete('totalSize');
      return [];
    }
    if (code !== 'refused' || ids.length === 1) throw error;
    const half = Math.ceil(ids.length / 2);
    return [
      ...(await readBatch(ways, ids.slice(0, half), markers)),
      ...(await readBatch(ways, ids.slice(half), markers)),
    ];
  }
}

const incomplete = (field: string) =>
  new ProblemError({ code: 'list-incomplete', params: { endpoint: ENDPOINT, field } });

const ENDPOINT = '/library/metadata';
