import { i18n } from '#i18n';
import type { ServerView } from '../../lib/store/read';
import { ConditionWord } from '../ConditionWord';
import { sayKind } from '../text';

/** Each server in one line: kind, name, user, and how it is. */
export function ServerList({ servers, now }: { servers: ServerView[]; now: number }) {
  return (
    <section aria-label={i18n.t('popup.servers')}>
      <ul class="lines">
        {servers.map((server) => (
          <li key={server.id}>
            <span class="kind">{sayKind(server.kind)}</span>
            <span class="name" title={server.address}>
              {server.name}
              {server.userName && <span class="quiet"> {server.userName}</span>}
            </span>
            <ConditionWord server={server} now={now} />
          </li>
        ))}
      </ul>
    </section>
  );
}
