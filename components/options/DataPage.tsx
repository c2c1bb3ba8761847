import { i18n } from '#i18n';
import { ExportCard } from './ExportCard';
import { ImportCard } from './ImportCard';

/** Settings in and out. */
export function DataPage() {
  return (
    <>
      <ImportCard />
      <ExportCard />
      <p class="quiet">{i18n.t('data.where')}</p>
    </>
  );
}
