import { type Signal, useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { i18n } from '#i18n';
import type { FoundTitle } from '../../../lib/model/item';
import type { Unmatched } from '../../../lib/model/records';
import type { Overview } from '../../../lib/store/read';
import { Button } from '../../Button';
import { ErrorNote } from '../../ErrorNote';
import { TextField } from '../../Field';
import { nameOf } from '../../names';
import { clockOf } from '../../time';
import { useCommand } from '../../useCommand';
import { useFocusFirst } from '../useFocusFirst';

interface Props {
  row: Unmatched;
  /** The server on which the partner is looked for. */
  otherId: string;
  overview: Overview;
  done: Signal<string>;
}

/** Looks for a title on the other server, and makes the chosen one its partner. */
export function MatchPanel({ row, otherId, overview, done }: Props) {
  const text = useSignal(nameIn(row));
  const found = useSignal<FoundTitle[] | null>(null);
  const search = useCommand('searchTitles');
  const match = useCommand('matchTitles');
  const form = useFocusFirst(true);
  const asked = useRef('');
  const { kind, season, episode } = row.identity;
  const like = { kind, season, episode, runtimeMs: row.runtimeMs };
  const there = nameOf(overview.servers, otherId);
  const look = async () => {
    const wanted = text.value.trim();
    if (!wanted) return;
    found.value = null;
    asked.current = wanted;
    const titles = await search.run({ serverId: otherId, text: wanted, like });
    // An answer that was overtaken by another question is nobody's.
    if (asked.current === wanted) found.value = titles;
  };
  useEffect(() => void look(), []);
  const choose = async (title: FoundTitle) => {
    const { pairId, serverId, itemId } = row;
    await match.run({ pairId, serverId, itemId, otherItemId: title.itemId });
    if (match.done.value) done.value = i18n.t('matching.nowOne', [row.title, title.title]);
  };
  return (
    <form
      ref={form}
      class="card inner"
      onSubmit={(event) => {
        event.preventDefault();
        void look();
      }}
    >
      <TextField
        label={i18n.t('matching.titleOn', [there])}
        value={text}
        hint={kind === 'episode' ? i18n.t('matching.episodeHint') : undefined}
      />
      <div class="buttons">
        <Button type="submit" class="small" disabled={!text.value.trim()}>
          {search.busy.value ? i18n.t('common.loading') : i18n.t('matching.search')}
        </Button>
        <span class="hint">{i18n.t('matching.this', [row.title, sayLength(row.runtimeMs)])}</span>
      </div>
      <ErrorNote error={search.error.value ?? match.error.value} />
      {found.value?.length === 0 && <p role="status">{i18n.t('matching.nothing', [there])}</p>}
      {found.value && found.value.length > 0 && (
        <ul class="rows" aria-label={i18n.t('matching.results')}>
          {found.value.map((title) => (
            <li key={title.itemId} class="change">
              <div>
                <p class="title">{title.title}</p>
                <p class="quiet">
                  {[title.episodeTitle, sayLength(title.runtimeMs)].filter(Boolean).join(' · ')}
                </p>
              </div>
              <Button
                class="small"
                name={i18n.t('matching.chooseThis', [title.title])}
                busy={match.busy.value}
                press={() => choose(title)}
              >
                {i18n.t('matching.choose')}
              </Button>
            </li>
          ))}
        </ul>
      )}
    </form>
  );
}

/** What to look for first: a film without its year, an episode's own title or its show's. */
function nameIn({ identity, title }: Unmatched): string {
  if (identity.kind === 'episode')
    return identity.episodeTitle || title.replace(/ S\d+ E\d.*$/, '');
  return title.replace(/ \(\d{4}\)$/, '');
}

const sayLength = (ms: number | null): string =>
  ms ? i18n.t('bar.length', [clockOf(ms)]) : i18n.t('bar.noLength');
