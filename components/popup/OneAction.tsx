import { i18n } from '#i18n';
import type { Action, State } from '../../lib/status/status';
import { Button } from '../Button';
import { ErrorNote } from '../ErrorNote';
import { useCommand } from '../useCommand';

/** Where the one thing to do is done, for what is done on the options page. */
const PLACES = {
  'add-server': { page: 'servers/add', say: () => i18n.t('action.addServer') },
  'add-another': { page: 'servers/add', say: () => i18n.t('action.addAnother') },
  'add-pair': { page: 'pairs/add', say: () => i18n.t('action.addPair') },
  'open-pairs': { page: 'pairs', say: () => i18n.t('action.openPairs') },
  'open-servers': { page: 'servers', say: () => i18n.t('action.openServers') },
  'choose-libraries': { page: 'servers', say: () => i18n.t('action.chooseLibraries') },
  'sign-in': { page: 'servers', say: () => i18n.t('action.signIn') },
  allow: { page: 'servers', say: () => i18n.t('action.allow') },
} as const;

interface Props {
  action: Action;
  state: State;
  restart: () => void;
}

/** What is done in the form of the server concerned. */
const IN_ITS_FORM: Action[] = ['sign-in', 'choose-libraries'];

/** The one action of a state. A first run is started where its preview is. */
export function OneAction({ action, state, restart }: Props) {
  const resume = useCommand('resume');
  if (action === null || action === 'start') return null;
  if (action === 'restart') return <Press say={i18n.t('action.restart')} onClick={restart} />;
  if (action === 'resume') {
    return (
      <>
        <Press say={i18n.t('action.resume')} onClick={() => resume.run({})} />
        <ErrorNote error={resume.error.value} />
      </>
    );
  }
  const { page, say } = PLACES[action];
  const serverId = state.is === 'needs-you' ? state.trouble.serverId : null;
  const place =
    IN_ITS_FORM.includes(action) && serverId ? `${page}/${encodeURIComponent(serverId)}` : page;
  return (
    <p class="buttons">
      <a class="button primary" href={`options.html#${place}`} target="_blank" rel="noreferrer">
        {say()}
      </a>
    </p>
  );
}

function Press({ say, onClick }: { say: string; onClick: () => void }) {
  return (
    <p class="buttons">
      <Button class="primary" press={onClick}>
        {say}
      </Button>
    </p>
  );
}
