import { BrowserSyncCard } from './BrowserSyncCard';
import { DiagnosisCard } from './DiagnosisCard';
import { ExportCard } from './ExportCard';
import { ImportCard } from './ImportCard';
import { StartOverCard } from './StartOverCard';
import { StoredCard } from './StoredCard';

/** Settings in and out, what is stored, a file for bug reports, and the way back to the beginning. */
export function DataPage() {
  return (
    <>
      <ImportCard />
      <ExportCard />
      <BrowserSyncCard />
      <StoredCard />
      <DiagnosisCard />
      <StartOverCard />
    </>
  );
}
