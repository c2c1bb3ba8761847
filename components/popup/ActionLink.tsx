import { i18n } from '#i18n';
import type { Action, State } from '../../lib/plan/status';

/** Where the one thing to do is done, for what is done on the options page. */
const PLACES = {
  'add-server': { page: 'servers/add', say: () => i18n.t('action.addServer') },
  'add-another': { page: 'servers/add', say: () => i18n.t('action.addAnother') },
  'add-pair': { page: 'pairs/add', say: () => i18n.t('action.addPair') },
  'open-pairs': { page: 'pairs', say: () => i18n.t('action.openPairs') },
  'open-servers': { page: 'servers', say: () => i18n.t('action.openServers') },
  'sign-in': { page: 'servers', say: () => i18n.t('action.signIn') },
  allow: { page: 'servers', say: () => i18n.t('action.allow') },
} as const;

/** The one action of a state, where it leads to the options page. */
export function ActionLink({ action, state }: { action: Action; state: State }) {
  if (action === null || action === 'restart' || action === 'start') return null;
  const { page, say } = PLACES[action];
  const serverId = state.is === 'needs-you' ? state.trouble.serverId : null;
  const place = action === 'sign-in' && serverId ? `${page}/${serverId}` : page;
  return (
    <p class="buttons">
      <a class="button primary" href={`options.html#${place}`} target="_blank" rel="noreferrer">
        {say()}
      </a>
    </p>
  );
}
