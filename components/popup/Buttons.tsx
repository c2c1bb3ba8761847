import { i18n } from '#i18n';
import { type Action, notBegun, type State } from '../../lib/status/status';
import type { Overview } from '../../lib/store/read';
import { Button } from '../Button';
import { ErrorNote } from '../ErrorNote';
import { Icon } from '../Icon';
import { later } from '../later';
import { useSync } from '../useSync';
import type { Previews } from './usePreviews';

const PausePanel = later(async () => (await import('./PausePanel')).PausePanel);
const PAUSE = 'pause';

interface Props {
  overview: Overview;
  state: State;
  action: Action;
  previews: Previews;
  now: number;
}

/** The two things that are done every day. The one that comes next stands out. */
export function Buttons({ overview, state, action, previews, now }: Props) {
  const sync = useSync();
  const enabled = overview.pairs.filter((pair) => pair.enabled);
  const running = state.is === 'syncing' || sync.busy.value;
  const silent = state.is === 'silent';
  const cannot = enabled.length === 0 || silent;
  const busy = running || previews.busy.value;
  const noneBegun = notBegun(overview).length === enabled.length;
  const error = sync.error(state.is === 'in-step');
  const saidAbove = state.is === 'needs-you' && state.trouble.problem.code === error?.code;
  const lookFirst = state.is === 'first-preview';
  const somethingFirst = lookFirst || action !== null || state.is === 'held';
  const mayPause = !noneBegun && !silent && state.is !== 'paused';
  return (
    <footer>
      <ErrorNote error={saidAbove ? null : error} />
      <div class="buttons">
        <Button
          class={somethingFirst ? '' : 'primary'}
          busy={busy}
          disabled={cannot || noneBegun}
          press={() => {
            previews.close();
            void sync.run();
          }}
        >
          <Icon name="sync" />
          {i18n.t('action.syncNow')}
        </Button>
        <Button
          class={lookFirst && previews.shown.value === null ? 'primary' : ''}
          busy={busy}
          disabled={cannot}
          press={() => previews.look(enabled.map((pair) => pair.id))}
        >
          {i18n.t('action.preview')}
        </Button>
        {mayPause && (
          <Button
            class="icon-button"
            popoverTarget={PAUSE}
            title={i18n.t('action.pause')}
            name={i18n.t('action.pause')}
          >
            <Icon name="wait" />
          </Button>
        )}
        {mayPause && <PausePanel id={PAUSE} now={now} />}
      </div>
    </footer>
  );
}
