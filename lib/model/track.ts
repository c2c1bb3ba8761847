import type { ExternalIds, ItemKind } from './item';
import type { Said, SettledReason } from './observation';
import type { Problem } from './problem';

/** What identifies one title across servers. */
export interface TitleIdentity {
  kind: ItemKind;
  ids: ExternalIds;
  /** Of an episode: its show's ids. */
  showIds: ExternalIds | null;
  season: number | null;
  episode: number | null;
  episodeEnd: number | null;
  /** Another order than the usual one in which season and episode are counted. */
  numbering?: string;
  episodeTitle: string | null;
  airDate: string | null;
  /** The match by hand that makes it one with another; then no other id counts. */
  hand?: string;
}

/** One item of one pair: its baseline, its tombstone, and the copies it was last seen as. */
export interface Track {
  pairId: string;
  key: string;
  title: string;
  identity: TitleIdentity;
  /** Item ids of the copies, by Playhead's server id. */
  copies: Record<string, string[]>;
  /** The baseline, by server id; null for a tombstone that outlived it (a block). */
  said: Record<string, Said> | null;
  reason: SettledReason;
  /** Epoch ms at which the two sides were last settled. */
  settledAt: number;
  tombstone: { serverId: string; ms: number; at: number } | null;
  /** No look at both sides since libraries or direction changed, or since a long pause. */
  settingsChanged: boolean;
  /** Failed writes in a row, and until when the item rests (epoch ms). */
  failures: number;
  restsUntil: number;
  /** What the server said at the last of them. */
  problem?: Problem;
  /** Copies that did not answer at the last look, by server: with a second such look they go. */
  missing?: Record<string, string[]>;
  /** As last settled; null where no server knows it. */
  runtimeMs: number | null;
}
