import { type ExternalIds, ID_SOURCES, idsFrom } from '../../lib/model/item';
import type { TitleIdentity } from '../../lib/model/records';
import type { File } from './believed';
import type { Content } from './contents';
import type { Outcome } from './story';

/**
 * Does a person find the title, with a reason, in what is shown? Of two rows that are no match for each
 * other, one is shown for both.
 */
export function isListed({ home }: Outcome, content: Content): boolean {
  const files = home.running.flatMap(({ items }) => [...items.keys()]);
  const own = files.filter((file) => file.content === content);
  const ids = new Set(
    home.running.flatMap(({ items }) => own.flatMap((file) => items.get(file)?.id ?? [])),
  );
  const { unmatchedRows, activityRows } = home.store;
  if ([...unmatchedRows.values()].some(({ itemId }) => ids.has(itemId))) return true;
  const pairs = [...unmatchedRows.values()].filter(({ reason }) => PAIRED.includes(reason));
  if (pairs.some(({ identity }) => own.some((file) => goesBy(file, identity)))) return true;
  return [...activityRows.values()].some(
    ({ kind, items }) => kind === 'skip' && Object.values(items).some((id) => ids.has(id)),
  );
}

const PAIRED = ['other-cut', 'no-runtime'];

/** Does a file look as if it were this? */
function goesBy({ label, show }: File, identity: TitleIdentity): boolean {
  if (shareAnId(label.ids, identity.ids)) return true;
  const { season, episode } = label;
  const numbered = season === identity.season && episode === identity.episode;
  return show !== null && numbered && shareAnId(show.ids, identity.showIds ?? {});
}

const shareAnId = (a: ExternalIds, b: ExternalIds): boolean =>
  ID_SOURCES.some((source) => idsFrom(a, source).some((id) => idsFrom(b, source).includes(id)));
