import { useEffect } from 'preact/hooks';
import { i18n } from '#i18n';
import { persistQuietly } from '../../lib/platform/persistence';
import { statusOf } from '../../lib/status/status';
import { spoken } from '../../lib/words/wording';
import { ErrorNote } from '../ErrorNote';
import { FirstSteps } from '../FirstSteps';
import { Logo } from '../Logo';
import { MemoryNote } from '../MemoryNote';
import { useHealth } from '../useHealth';
import { Section, type SectionName } from './Section';
import { FinishLineNews } from './servers/ServerNotes';
import { useHash } from './useHash';

const SECTIONS = [
  { is: 'servers', say: () => i18n.t('nav.servers') },
  { is: 'pairs', say: () => i18n.t('nav.pairs') },
  { is: 'rules', say: () => i18n.t('nav.rules') },
  { is: 'safety', say: () => i18n.t('nav.safety') },
  { is: 'activity', say: () => i18n.t('nav.activity') },
  { is: 'matching', say: () => i18n.t('nav.matching') },
  { is: 'data', say: () => i18n.t('nav.data') },
  { is: 'about', say: () => i18n.t('nav.about') },
] as const satisfies { is: SectionName; say: () => string }[];

interface Props {
  version: string;
  restart: () => void;
}

/** The options page: sections on the left, the chosen one beside. */
export function Options(props: Props) {
  const [place, ...deeper] = useHash();
  const { overview, problem, silent } = useHealth();
  const section = SECTIONS.find((one) => one.is === place) ?? SECTIONS[0];
  useEffect(() => {
    document.title = `${section.say()} · ${i18n.t('common.name')}`;
  }, [section]);
  const isSetUp = (overview?.servers.length ?? 0) > 0;
  useEffect(() => {
    if (isSetUp) void persistQuietly();
  }, [isSetUp]);
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
        {problem && <ErrorNote error={spoken(problem, null)} />}
        {!overview && !problem && (
          <p role="status">{silent ? i18n.t('status.silent') : i18n.t('common.loading')}</p>
        )}
        {overview && <MemoryNote note={overview.note} />}
        {overview && <FirstSteps state={statusOf(overview, Date.now()).state} />}
        {overview && <FinishLineNews servers={overview.servers} now={Date.now()} />}
        {overview && (
          <Section {...props} name={section.is} place={deeper.join('/')} overview={overview} />
        )}
      </main>
    </div>
  );
}
