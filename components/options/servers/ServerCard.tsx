import { useSignal } from '@preact/signals';
import type { Ref } from 'preact';
import { i18n } from '#i18n';
import { problemWith } from '../../../lib/status/condition';
import type { ServerView } from '../../../lib/store/read';
import { spoken } from '../../../lib/words/wording';
import { Button } from '../../Button';
import { ConditionWord } from '../../ConditionWord';
import { ErrorNote } from '../../ErrorNote';
import { sayKind } from '../../text';
import { relative } from '../../time';
import { useCommand } from '../../useCommand';
import { useNow } from '../../useNow';
import { AskFirst } from '../AskFirst';
import { Remedy } from './Remedy';
import { ServerNotes } from './ServerNotes';
import { useAllowed } from './useAllowed';

interface Props {
  server: ServerView;
  edit: () => void;
  /** Gets the heading, to take the keyboard there. */
  heading?: Ref<HTMLHeadingElement>;
}

/** One server: who it is, how it is, and the one thing to do when it is not well. */
export function ServerCard({ server, edit, heading }: Props) {
  const now = useNow();
  const remove = useCommand('removeServer');
  const asking = useSignal(false);
  const allowed = useAllowed(server.address);
  const denied = allowed === false;
  const shown = denied
    ? { code: 'permission-missing' as const, params: { address: server.address } }
    : problemWith(server);
  return (
    <article class="card" aria-label={server.name}>
      <div class="card-head">
        <h2 ref={heading} tabIndex={-1}>
          {server.name} <span class="badge">{sayKind(server.kind)}</span>
        </h2>
        <ConditionWord
          server={denied ? withProblem(server, 'permission-missing') : server}
          now={now}
        />
      </div>
      <p class="quiet facts">{factsOf(server, now)}</p>
      <ServerNotes server={server} />
      <ErrorNote error={shown ? spoken(shown, server.name) : null} />
      <div class="buttons">
        <Remedy server={server} denied={denied} edit={edit} />
        <Button press={edit}>{i18n.t('common.edit')}</Button>
        <Button
          class="danger"
          press={() => {
            asking.value = true;
          }}
        >
          {i18n.t('common.remove')}
        </Button>
      </div>
      {asking.value && (
        <AskFirst
          question={i18n.t('servers.removeAsk', [server.name])}
          busy={remove.busy.value}
          yes={() => remove.run({ serverId: server.id })}
          no={() => {
            asking.value = false;
          }}
        />
      )}
      <ErrorNote error={remove.error.value} />
    </article>
  );
}

function factsOf(server: ServerView, now: number): string {
  const { libraries, state, userName } = server;
  const parts = [
    server.address,
    userName ? i18n.t('servers.as', [userName]) : null,
    state?.reached ? i18n.t('servers.reachedAt', [state.reached.address]) : null,
    state?.version ? i18n.t('servers.version', [state.version]) : null,
    libraries === null
      ? i18n.t('servers.librariesAll')
      : i18n.t('servers.librariesSome', libraries.length),
    state?.okAt ? i18n.t('servers.lastContact', [relative(state.okAt, now)]) : null,
  ];
  return parts.filter((part) => part !== null).join(' · ');
}

const withProblem = (server: ServerView, code: 'permission-missing'): ServerView =>
  server.state ? { ...server, state: { ...server.state, problem: { code } } } : server;
