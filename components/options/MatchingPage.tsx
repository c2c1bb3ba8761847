import { i18n } from '#i18n';
import { type Overview, readUnmatched } from '../../lib/store/read';
import { nameOf } from '../names';
import { saySkip } from '../text';
import { useLive } from '../useLive';

/** Titles without a safe partner, with the reason. */
export function MatchingPage({ overview }: { overview: Overview }) {
  const rows = useLive(readUnmatched).value.value;
  if (!rows) return null;
  const sorted = [...rows].sort((a, b) => a.title.localeCompare(b.title));
  return (
    <>
      <p class="intro">{i18n.t('matching.intro')}</p>
      {rows.length === 0 && <p>{i18n.t('matching.none')}</p>}
      {rows.length > 0 && (
        <div class="card">
          <table>
            <thead>
              <tr>
                <th scope="col">{i18n.t('matching.title')}</th>
                <th scope="col">{i18n.t('matching.on')}</th>
                <th scope="col">{i18n.t('matching.why')}</th>
              </tr>
            </thead>
            <tbody>
              {sorted.map((row) => (
                <tr key={`${row.pairId} ${row.serverId} ${row.itemId}`}>
                  <td class="title">{row.title}</td>
                  <td>{nameOf(overview.servers, row.serverId)}</td>
                  <td>{saySkip(row.reason)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {rows.length > 0 && <p class="quiet">{i18n.t('matching.help')}</p>}
    </>
  );
}
