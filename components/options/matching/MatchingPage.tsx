import './matching.css';
import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { i18n } from '#i18n';
import { type Overview, readUnmatched } from '../../../lib/store/read';
import { readHandMatches, readIgnored } from '../../../lib/store/read-matching';
import { useLive } from '../../useLive';
import { Posters } from '../posters/Posters';
import { HandMatches } from './HandMatches';
import { IgnoredTitles } from './IgnoredTitles';
import { OfferSideBySide } from './OfferSideBySide';
import { UnmatchedRow } from './UnmatchedRow';

/** Titles without a safe partner, with the reason and what to do; and what the person settled. */
export function MatchingPage({ overview }: { overview: Overview }) {
  const rows = useLive(readUnmatched).value.value;
  const matches = useLive(readHandMatches).value.value;
  const ignored = useLive(readIgnored).value.value;
  const done = useSignal('');
  const status = useRef<HTMLParagraphElement>(null);
  useEffect(() => {
    // The row that had the keyboard is gone.
    if (done.value) status.current?.focus();
  }, [done.value]);
  if (!rows || !matches || !ignored) return null;
  const sorted = [...rows].sort((a, b) => a.title.localeCompare(b.title));
  return (
    <>
      <p class="intro">{i18n.t('matching.intro')}</p>
      <p ref={status} tabIndex={-1} role="status" class={done.value ? '' : 'hidden'}>
        {done.value}
      </p>
      <OfferSideBySide rows={rows} overview={overview} />
      <section class="card">
        <h2>{i18n.t('matching.heading')}</h2>
        {rows.length === 0 && <p class="quiet">{i18n.t('matching.none')}</p>}
        {rows.length > 0 && <p class="quiet">{i18n.t('matching.help')}</p>}
        <Posters>
          <ul class="rows">
            {sorted.map((row) => (
              <UnmatchedRow
                key={`${row.pairId} ${row.serverId} ${row.itemId}`}
                row={row}
                overview={overview}
                done={done}
              />
            ))}
          </ul>
        </Posters>
      </section>
      <HandMatches matches={matches} overview={overview} done={done} />
      <IgnoredTitles ignored={ignored} overview={overview} done={done} />
    </>
  );
}
