import { useEffect, useState } from 'preact/hooks';
import { i18n } from '#i18n';
import { ACTIVITY_DAYS, ACTIVITY_ROWS } from '../../../lib/model/run';
import { diskUse } from '../../../lib/store/disk';
import { readSizes, type SizeKind } from '../../../lib/store/read';
import { useLive } from '../../useLive';
import { sayBytes, sayNumber } from '../numbers';
import { Persistence } from './Persistence';

const NAMES: Record<SizeKind, () => string> = {
  settings: () => i18n.t('data.sizeSettings'),
  positions: () => i18n.t('data.sizePositions'),
  activity: () => i18n.t('data.sizeActivity'),
  index: () => i18n.t('data.sizeIndex'),
  posters: () => i18n.t('data.sizePosters'),
};

/** How much Playhead has stored of what, and how long it keeps it. */
export function StoredCard() {
  const sizes = useLive(() => readSizes()).value.value;
  const [used, setUsed] = useState<number | null>(null);
  useEffect(() => void diskUse().then(setUsed), [sizes]);
  if (!sizes) return null;
  return (
    <section class="card form" aria-label={i18n.t('data.stored')}>
      <h2>{i18n.t('data.stored')}</h2>
      <table>
        <thead>
          <tr>
            <th scope="col">{i18n.t('data.sizeWhat')}</th>
            <th scope="col" class="number">
              {i18n.t('data.sizeEntries')}
            </th>
            <th scope="col" class="number">
              {i18n.t('data.sizeAbout')}
            </th>
          </tr>
        </thead>
        <tbody>
          {sizes.map(({ kind, entries, bytes }) => (
            <tr key={kind}>
              <th scope="row">{NAMES[kind]()}</th>
              <td class="number">{sayNumber(entries)}</td>
              <td class="number">{sayBytes(bytes)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {used !== null && <p class="quiet">{i18n.t('data.disk', [sayBytes(used)])}</p>}
      <p class="quiet">
        {i18n.t('data.kept', [sayNumber(ACTIVITY_ROWS), sayNumber(ACTIVITY_DAYS)])}
      </p>
      <p class="quiet">{i18n.t('data.where')}</p>
      <Persistence />
    </section>
  );
}
