import type { Picture } from '../pictures';
import { rowsByIds, type Ways } from './lookup';
import { toRow } from './map';

/** Made small by the server: as it keeps them, posters are too large to be shown small. */
export async function posterOf(ways: Ways, itemId: string): Promise<Picture | null> {
  const [raw] = await rowsByIds(ways, [itemId], false);
  const read = raw === undefined ? null : toRow(raw, null);
  if (!read || !('row' in read)) return null;
  const shown = read.row.show?.itemId ?? itemId;
  const url = `/library/metadata/${encodeURIComponent(shown)}/thumb`;
  const query = { url, width: 120, height: 180, minSize: 1 };
  return ways.http.picture({ path: '/photo/:/transcode', query });
}
