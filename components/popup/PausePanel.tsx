import './pause-panel.css';
import { i18n } from '#i18n';
import { nextMorning, sayUntil } from '../../lib/words/dates';
import { Button } from '../Button';
import { ErrorNote } from '../ErrorNote';
import { useCommand } from '../useCommand';

/** For how long: opened by the button that names it as its target, closed by the browser. */
export function PausePanel({ id, now }: { id: string; now: number }) {
  const pause = useCommand('pause');
  const morning = nextMorning(now);
  const choices = [
    { until: () => Date.now() + 3_600_000, words: i18n.t('action.pauseHour') },
    { until: () => morning, words: i18n.t('action.pauseUntil', [sayUntil(morning, now)]) },
    { until: () => null, words: i18n.t('action.pauseOpen') },
  ];
  return (
    <div id={id} popover="auto" class="pause-panel">
      <h2>{i18n.t('action.pause')}</h2>
      {choices.map(({ until, words }) => (
        <Button key={words} busy={pause.busy.value} press={() => pause.run({ until: until() })}>
          {words}
        </Button>
      ))}
      <ErrorNote error={pause.error.value} />
    </div>
  );
}
