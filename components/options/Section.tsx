import type { FunctionComponent } from 'preact';
import type { Overview } from '../../lib/store/read';
import { later } from '../later';
import { ServersPage } from './servers/ServersPage';

export interface SectionProps {
  overview: Overview;
  /** What stands in the address behind the section. */
  place: string;
  version: string;
  restart: () => void;
}

type Shown = FunctionComponent<SectionProps>;

/** The first one is there at once; the code of the others comes when they are opened. */
const SECTIONS = {
  servers: ServersPage as Shown,
  pairs: later(async () => (await import('./pairs/PairsPage')).PairsPage as Shown),
  rules: later(async () => (await import('./rules/RulesPage')).RulesPage as Shown),
  safety: later(async () => (await import('./safety/SafetyPage')).SafetyPage as Shown),
  activity: later(async () => (await import('./activity/ActivityPage')).ActivityPage as Shown),
  matching: later(async () => (await import('./matching/MatchingPage')).MatchingPage as Shown),
  data: later(async () => (await import('./data/DataPage')).DataPage as Shown),
  about: later(async () => (await import('./about/AboutPage')).AboutPage as Shown),
};

export type SectionName = keyof typeof SECTIONS;

/** The chosen section. */
export function Section({ name, ...props }: SectionProps & { name: SectionName }) {
  const Page = SECTIONS[name];
  return <Page {...props} />;
}
