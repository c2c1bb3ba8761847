import { ProblemError } from '../../model/problem';
import { jsonOf } from '../answers';
import type { Http } from '../http';
import type { WriteOrder, WrittenState } from '../port';
import { readRow } from '../schema';
import { timeline } from './schema';
import { timeOf } from './times';

const ENDPOINT = '/:/timeline';

const refused = (field: string, status?: number) =>
  new ProblemError({
    code: 'refused',
    params: { endpoint: ENDPOINT, field, ...(status !== undefined && { status: String(status) }) },
  });

/**
 * Reports to Plex that the item was stopped at a position, which is how it takes one. It answers OK
 * to reports that it ignores, so null (look it up again) is the usual answer; it stamps the item
 * "last viewed now". One report, and only `stopped`: a second of the same session could mark it
 * watched, as could a position behind the finish line.
 */
export async function writePosition(http: Http, order: WriteOrder): Promise<WrittenState | null> {
  const { row, positionMs } = order;
  if (positionMs === 0) throw new ProblemError({ code: 'cannot-clear' });
  const duration = row.runtimeMs;
  if (duration === null || !Number.isInteger(duration)) throw refused('duration');
  const line = Math.min(duration, row.finishLineMs ?? duration);
  if (!Number.isInteger(positionMs) || positionMs <= 0 || positionMs >= line) throw refused('time');
  const answer = await http.send({
    method: 'POST',
    path: ENDPOINT,
    query: {
      ratingKey: row.itemId,
      key: `/library/metadata/${row.itemId}`,
      identifier: 'com.plexapp.plugins.library',
      state: 'stopped',
      time: positionMs,
      duration,
    },
  });
  // The answer may be empty, or not JSON at all.
  if (!/json/i.test(answer.contentType) || answer.text.trim() === '') return null;
  const said = readRow(timeline, jsonOf(answer, ENDPOINT))?.MediaContainer;
  if (said?.terminationCode != null) throw refused('terminationCode', said.terminationCode);
  if (said?.viewOffset == null || said.viewCount == null || said.lastViewedAt == null) return null;
  return {
    positionMs: said.viewOffset,
    watched: said.viewCount > 0,
    playCount: said.viewCount,
    lastPlayedAt: timeOf(said.lastViewedAt),
  };
}
