import type { ServerRow } from '../model/item';
import type { TitleIdentity } from '../model/records';
import type { UnmatchedReason } from '../model/run';
import { areSeveralFiles } from './copies';
import { identityOf, idTokens, likeness } from './identity';

/** Rows of one server by the states that it may keep for them: what it says of one may be meant of another. */
export class States {
  private readonly rows = new Map<string, ServerRow[]>();

  constructor(rows: readonly ServerRow[]) {
    for (const row of rows) {
      for (const state of statesOf(row)) {
        const known = this.rows.get(state);
        if (known) known.push(row);
        else this.rows.set(state, [row]);
      }
    }
  }

  /** Rows that are another title than this one, and for which the server keeps one state with it. */
  sharedWith(row: ServerRow): ServerRow[] {
    const alike = statesOf(row).flatMap((state) => this.rows.get(state) ?? []);
    return [...new Set(alike)].filter((one) => isAnotherTitle(one, row));
  }
}

/**
 * By what the state behind a row may be known again: the key that the server names, or position and
 * moment together with what servers go by: an id of a film, an id of the show and the numbers of an episode.
 */
function statesOf(row: ServerRow): string[] {
  const { stateKey, positionMs, lastPlayedAt, kind, ids, show, season, episode } = row;
  if (positionMs === 0 || lastPlayedAt === null) return [stateKey];
  const tokens = kind === 'movie' ? idTokens(kind, ids) : idTokens('show', show?.ids ?? {});
  return [
    stateKey,
    ...tokens.map(
      (token) => `${token} ${season}:${episode} at ${positionMs} since ${lastPlayedAt}`,
    ),
  ];
}

function isAnotherTitle(a: ServerRow, b: ServerRow): boolean {
  if (a.itemId === b.itemId || a.hand || b.hand) return false;
  return likeness(identityOf(a), identityOf(b)) !== 'same' || areSeveralFiles(a, b);
}

/** By what such a title is listed. */
export const whyEntangled = ({ identity }: { identity: TitleIdentity }): UnmatchedReason =>
  identity.kind === 'episode' ? 'several-shows' : 'several-files';
