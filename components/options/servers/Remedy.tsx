import { useSignal } from '@preact/signals';
import { i18n } from '#i18n';
import { PLEX_TV } from '../../../lib/model/signin';
import { askFor } from '../../../lib/platform/permissions';
import { asksForLibraries, conditionOf } from '../../../lib/status/condition';
import type { ServerView } from '../../../lib/store/read';
import { Button } from '../../Button';
import { ErrorNote } from '../../ErrorNote';
import { useCommand } from '../../useCommand';
import { useSync } from '../../useSync';
import { AT_ONCE, goTo, inAddress } from '../useHash';

type Sync = ReturnType<typeof useSync>;

interface Props {
  server: ServerView;
  /** The browser does not let Playhead talk to it. */
  denied: boolean;
  edit: () => void;
}

/**
 * The one button that helps against the trouble a server is in; none for a server that is well. What
 * a run finds then is on the card; why there was none is said here, whichever button shows by then.
 */
export function Remedy(props: Props) {
  const sync = useSync();
  const failed = sync.error();
  return (
    <>
      <Help {...props} sync={sync} />
      <ErrorNote error={failed?.serverId === undefined ? failed : null} />
    </>
  );
}

function Help({ server, denied, edit, sync }: Props & { sync: Sync }) {
  if (denied) return <Allow address={server.address} sync={sync} />;
  if (server.state?.problem?.code === 'wrong-server') return <Rebind serverId={server.id} />;
  if (server.state?.problem && asksForLibraries(server.state.problem)) {
    return (
      <Button class="primary" press={edit}>
        {i18n.t('action.chooseLibraries')}
      </Button>
    );
  }
  const condition = conditionOf(server);
  if (condition === 'needs-you' || condition === 'unreachable') return <CheckNow sync={sync} />;
  if (condition !== 'sign-in') return null;
  // With a Plex account the one click goes all the way to Plex; the browser asks only within it.
  const atPlex = () =>
    void askFor([PLEX_TV]).then((granted) => (granted ? signInAtOnce(server.id) : edit()));
  const account = server.kind === 'plex' && server.userId !== null;
  return (
    <Button class="primary" press={account ? atPlex : edit}>
      {i18n.t('servers.signIn')}
    </Button>
  );
}

const signInAtOnce = (serverId: string): void => goTo(`servers/${inAddress(serverId)}${AT_ONCE}`);

function Allow({ address, sync }: { address: string; sync: Sync }) {
  const refused = useSignal(false);
  // The browser asks only within the click; what the server says then is learnt by a run.
  const allow = () => {
    refused.value = false;
    void askFor([address]).then((granted) => {
      refused.value = !granted;
      return granted ? sync.run() : undefined;
    });
  };
  return (
    <>
      <Button class="primary" press={allow}>
        {i18n.t('servers.allow')}
      </Button>
      <span role="status" class="quiet">
        {refused.value ? i18n.t('servers.notAllowed') : ''}
      </span>
    </>
  );
}

function CheckNow({ sync }: { sync: Sync }) {
  return (
    <Button class="primary" busy={sync.busy.value} press={() => sync.run()}>
      {sync.busy.value ? i18n.t('common.loading') : i18n.t('servers.checkNow')}
    </Button>
  );
}

function Rebind({ serverId }: { serverId: string }) {
  const rebind = useCommand('rebindServer');
  return (
    <>
      <p>{i18n.t('servers.rebindMeans')}</p>
      <Button class="primary" busy={rebind.busy.value} press={() => rebind.run({ serverId })}>
        {i18n.t('servers.rebind')}
      </Button>
      <ErrorNote error={rebind.error.value} />
    </>
  );
}
