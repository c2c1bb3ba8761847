import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { i18n } from '#i18n';
import { Button } from '../../Button';
import { ErrorNote } from '../../ErrorNote';
import { RadioField } from '../../Field';
import { chooseLanguage, chosenLanguage } from '../../language';
import { useCommand } from '../../useCommand';
import { AskFirst } from '../AskFirst';
import { chooseLook } from '../about/LookCard';

type Reach = 'learnt' | 'everything';

/** What pages keep for themselves. A page in a language that is chosen no more is drawn anew. */
function forgetLookAndLanguage(): void {
  chooseLook('system');
  if (chosenLanguage() === null) return;
  chooseLanguage(null);
  location.reload();
}

/** Forgets what Playhead remembers, after saying what that means and asking twice. */
export function StartOverCard() {
  const reach = useSignal<Reach>('learnt');
  const asked = useSignal<0 | 1 | 2>(0);
  const command = useCommand('startOver');
  const card = useRef<HTMLElement>(null);
  const asking = asked.value;
  const shown = useRef(asking);
  useEffect(() => {
    if (shown.current === asking) return;
    shown.current = asking;
    if (asking === 0) card.current?.querySelector<HTMLElement>('.buttons button')?.focus();
  }, [asking]);
  const everything = reach.value === 'everything';
  const stop = () => {
    asked.value = 0;
  };
  const start = async () => {
    await command.run({ settings: everything });
    stop();
    if (command.done.value && everything) forgetLookAndLanguage();
  };
  return (
    <section ref={card} class="card form" aria-label={i18n.t('data.startOver')}>
      <h2>{i18n.t('data.startOver')}</h2>
      <p>{i18n.t('data.startOverIntro')}</p>
      <p>{i18n.t('data.startOverNot')}</p>
      <fieldset disabled={asking > 0}>
        <legend>{i18n.t('data.startOverReach')}</legend>
        <RadioField
          group="start-over"
          is="learnt"
          value={reach}
          label={i18n.t('data.startOverLearnt')}
          hint={i18n.t('data.startOverLearntHint')}
        />
        <RadioField
          group="start-over"
          is="everything"
          value={reach}
          label={i18n.t('data.startOverAll')}
          hint={i18n.t('data.startOverAllHint')}
        />
      </fieldset>
      {asking === 0 && (
        <div class="buttons">
          <Button
            class="danger"
            press={() => {
              asked.value = 1;
            }}
          >
            {i18n.t('data.startOver')}
          </Button>
          <span role="status" class="quiet">
            {command.done.value ? i18n.t('data.startedOver') : ''}
          </span>
        </div>
      )}
      {asking > 0 && (
        <AskFirst
          key="first"
          question={everything ? i18n.t('data.askAll') : i18n.t('data.askLearnt')}
          busy={false}
          answered={asking > 1}
          sayYes={i18n.t('data.askYes')}
          sayNo={i18n.t('data.askNo')}
          yes={() => {
            asked.value = 2;
          }}
          no={stop}
        />
      )}
      {/* Below the first: a second press at the same place presses nothing. */}
      {asking === 2 && (
        <AskFirst
          key="second"
          question={i18n.t('data.askAgain')}
          busy={command.busy.value}
          sayYes={i18n.t('data.askAgainYes')}
          sayNo={i18n.t('data.askNo')}
          yes={() => void start()}
          no={stop}
        />
      )}
      <ErrorNote error={command.error.value} />
    </section>
  );
}
