import { i18n } from '#i18n';
import { Button } from '../../Button';
import { useWorker } from '../../useWorker';
import { LanguageCard } from './LanguageCard';
import { LookCard } from './LookCard';

interface Props {
  version: string;
  restart: () => void;
}

/** Which version this is, whether its worker answers, what it does and what it does not. */
export function AboutPage({ version, restart }: Props) {
  const { answers } = useWorker();
  return (
    <>
      <dl class="card facts">
        <dt>{i18n.t('about.version')}</dt>
        <dd>{version}</dd>
        <dt>{i18n.t('about.worker')}</dt>
        <dd>
          <span role="status">{sayWorker(answers)}</span>
        </dd>
        <dt>{i18n.t('about.licence')}</dt>
        <dd>MIT</dd>
      </dl>
      {answers === false && (
        <p class="buttons">
          <Button class="primary" press={restart}>
            {i18n.t('action.restart')}
          </Button>
        </p>
      )}
      <LookCard />
      <LanguageCard />
      <section class="card">
        <h2>{i18n.t('about.does')}</h2>
        <p>{i18n.t('about.does1')}</p>
        <p>{i18n.t('about.does2')}</p>
        <p>{i18n.t('about.does3')}</p>
      </section>
      <section class="card">
        <h2>{i18n.t('about.doesNot')}</h2>
        <p>{i18n.t('about.doesNot1')}</p>
        <p>{i18n.t('about.doesNot2')}</p>
        <p>{i18n.t('about.doesNot3')}</p>
      </section>
    </>
  );
}

function sayWorker(answers: boolean | null): string {
  if (answers === null) return i18n.t('about.workerAsking');
  return answers ? i18n.t('about.workerAnswers') : i18n.t('about.workerSilent');
}
