import type { ServerRow } from '../../lib/model/item';
import type { MediaServer } from '../../lib/servers/port';
import type { Between } from './household';

/** A matcher that does not look at something: to it, rows are as if it were not there. */
interface Blind {
  readonly does: string;
  readonly between: Between;
}

const LENGTH_MS = 60 * 60_000;

const byNumberOnly = (row: ServerRow): ServerRow =>
  row.kind === 'movie' ? row : { ...row, ids: {}, episodeTitle: null, airDate: null };

const byAnySharedId = (row: ServerRow): ServerRow => ({
  ...row,
  title: 'One for all',
  year: null,
  episodeTitle: null,
  airDate: null,
  season: null,
  episode: null,
  show: row.show && { ...row.show, ids: null },
  runtimeMs: LENGTH_MS,
});

const anyLength = (row: ServerRow): ServerRow => ({ ...row, runtimeMs: LENGTH_MS });

export const BLIND: readonly Blind[] = [
  { does: 'goes by number alone', between: seeing(byNumberOnly) },
  { does: 'takes any id in common', between: seeing(byAnySharedId) },
  { does: 'takes parts for copies', between: seeing(anyLength) },
];

/** An adapter whose rows are seen like this. */
function seeing(see: (row: ServerRow) => ServerRow): Between {
  return (server) =>
    new Proxy(server, {
      get(target, key: keyof MediaServer) {
        if (key === 'inProgress') {
          return async (...given: Parameters<MediaServer['inProgress']>) => {
            const listing = await target.inProgress(...given);
            return { ...listing, rows: listing.rows.map(see) };
          };
        }
        if (key === 'episodes') {
          return async (show: string) => (await target.episodes(show)).map(see);
        }
        if (key === 'lookUp') {
          return async (...given: Parameters<MediaServer['lookUp']>) => {
            const { rows, badRows } = await target.lookUp(...given);
            return { badRows, rows: new Map([...rows].map(([id, row]) => [id, see(row)])) };
          };
        }
        return target[key];
      },
    });
}
