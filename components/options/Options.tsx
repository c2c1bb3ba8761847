import { useEffect } from 'preact/hooks';
import { i18n } from '#i18n';
import type { Overview } from '../../lib/store/read';
import { Logo } from '../Logo';
import { useOverview } from '../useOverview';
import { AboutPage } from './AboutPage';
import { ActivityPage } from './ActivityPage';
import { DataPage } from './DataPage';
import { MatchingPage } from './MatchingPage';
import { PairsPage } from './PairsPage';
import { RulesPage } from './RulesPage';
import { ServersPage } from './ServersPage';
import { useHash } from './useHash';

const SECTIONS = [
  { is: 'servers', say: () => i18n.t('nav.servers') },
  { is: 'pairs', say: () => i18n.t('nav.pairs') },
  { is: 'rules', say: () => i18n.t('nav.rules') },
  { is: 'activity', say: () => i18n.t('nav.activity') },
  { is: 'matching', say: () => i18n.t('nav.matching') },
  { is: 'data', say: () => i18n.t('nav.data') },
  { is: 'about', say: () => i18n.t('nav.about') },
] as const;

type Section = (typeof SECTIONS)[number]['is'];

interface Props {
  version: string;
  restart: () => void;
}

/** The options page: sections on the left, the chosen one beside. */
export function Options(props: Props) {
  const [place, deeper] = useHash();
  const overview = useOverview();
  const section = SECTIONS.find((one) => one.is === place) ?? SECTIONS[0];
  useEffect(() => {
    document.title = `${section.say()} · ${i18n.t('common.name')}`;
  }, [section]);
  return (
    <div class="options">
      <nav aria-label={i18n.t('nav.label')}>
        <p class="brand">
          <Logo /> {i18n.t('common.name')}
        </p>
        <ul>
          {SECTIONS.map(({ is, say }) => (
            <li key={is}>
              <a href={`#${is}`} aria-current={is === section.is ? 'page' : undefined}>
                {say()}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <main>
        <h1>{section.say()}</h1>
        {overview.failed && <p role="alert">{i18n.t('status.silent')}</p>}
        {overview.value && (
          <Page {...props} section={section.is} deeper={deeper ?? ''} overview={overview.value} />
        )}
      </main>
    </div>
  );
}

interface PageProps extends Props {
  section: Section;
  deeper: string;
  overview: Overview;
}

function Page({ section, deeper, overview, version, restart }: PageProps) {
  switch (section) {
    case 'servers':
      return <ServersPage overview={overview} place={deeper} />;
    case 'pairs':
      return <PairsPage overview={overview} place={deeper} />;
    case 'rules':
      return <RulesPage options={overview.options} />;
    case 'activity':
      return <ActivityPage overview={overview} />;
    case 'matching':
      return <MatchingPage overview={overview} />;
    case 'data':
      return <DataPage />;
    case 'about':
      return <AboutPage version={version} restart={restart} />;
  }
}
