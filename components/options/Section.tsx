import type { FunctionComponent } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { Overview } from '../../lib/store/read';
import { ServersPage } from './ServersPage';

export interface SectionProps {
  overview: Overview;
  /** What stands in the address behind the section. */
  place: string;
  version: string;
  restart: () => void;
}

type Shown = FunctionComponent<SectionProps>;

/** Where a section's code is. The first one is there at once; the others come when they are opened. */
const LATER = {
  pairs: async () => (await import('./PairsPage')).PairsPage as Shown,
  rules: async () => (await import('./RulesPage')).RulesPage as Shown,
  safety: async () => (await import('./SafetyPage')).SafetyPage as Shown,
  activity: async () => (await import('./activity/ActivityPage')).ActivityPage as Shown,
  matching: async () => (await import('./matching/MatchingPage')).MatchingPage as Shown,
  data: async () => (await import('./DataPage')).DataPage as Shown,
  about: async () => (await import('./AboutPage')).AboutPage as Shown,
};

export type SectionName = 'servers' | keyof typeof LATER;

const here = new Map<SectionName, Shown>([['servers', ServersPage]]);

/** The chosen section. */
export function Section({ name, ...props }: SectionProps & { name: SectionName }) {
  const [, arrived] = useState(0);
  useEffect(() => {
    if (name === 'servers' || here.has(name)) return;
    void LATER[name]().then((page) => {
      here.set(name, page);
      arrived((count) => count + 1);
    });
  }, [name]);
  const Page = here.get(name);
  return Page ? <Page {...props} /> : null;
}
