import { i18n } from '#i18n';
import type { Recent } from '../../../lib/app/answers';
import { isSame, type Person, type ServerDraft } from '../../../lib/model/server';
import type { ServerView } from '../../../lib/store/read';
import { Icon } from '../../Icon';
import { sayKind } from '../../text';
import { clockOf } from '../../time';
import type { Found } from './draft';

/** An API key belongs to nobody: whose positions are meant has to be said. */
export function WhoAreYou(props: { people: Person[]; connectAs: (id: string) => void }) {
  return (
    <label class="field">
      <span>{i18n.t('serverForm.whoAreYou')}</span>
      <select value="" onChange={(event) => props.connectAs(event.currentTarget.value)}>
        <option value="" disabled>
          {i18n.t('serverForm.choosePerson')}
        </option>
        {props.people.map(({ userId, userName }) => (
          <option key={userId} value={userId ?? ''}>
            {userName ?? userId}
          </option>
        ))}
      </select>
      <span class="hint">{i18n.t('serverForm.keyIsPower')}</span>
    </label>
  );
}

/** "Jellyfin 10.11.11 “Attic”, you are mia", and what mia last watched. */
export function Understood({ found }: { found: Found }) {
  const { kind, version, serverName, userName, inProgress } = found.test;
  const who = userName
    ? i18n.t('serverForm.found', [sayKind(kind), version, serverName, userName])
    : i18n.t('serverForm.foundNobody', [sayKind(kind), version, serverName]);
  return (
    <>
      <p class="note good" role="status">
        <Icon name="ok" />
        <span>{who}</span>
      </p>
      <IsThisYou recent={inProgress} />
    </>
  );
}

/** The last titles in progress: by them people know whether it is their own row. */
function IsThisYou({ recent }: { recent: Recent[] }) {
  return (
    <section class="card inner" aria-label={i18n.t('serverForm.isThisYou')}>
      <h3>{i18n.t('serverForm.isThisYou')}</h3>
      {recent.length === 0 ? (
        <p>{i18n.t('serverForm.nothingInProgress')}</p>
      ) : (
        <ul class="rows">
          {recent.map(({ title, positionMs, runtimeMs }) => (
            <li key={title} class="change">
              <span class="title">{title}</span>
              <span class="quiet">
                {runtimeMs === null
                  ? clockOf(positionMs)
                  : i18n.t('serverForm.at', [clockOf(positionMs), clockOf(runtimeMs)])}
              </span>
            </li>
          ))}
        </ul>
      )}
      <p class="hint">{i18n.t('serverForm.notYou')}</p>
    </section>
  );
}

/** The same server as the same user is of no use twice: the two can be no pair. */
export function Twice({ draft, others }: { draft: ServerDraft; others: ServerView[] }) {
  const twin = others.find((other) => other.id !== draft.id && isSame(other, draft));
  if (!twin) return null;
  return (
    <p class="note warn">
      <Icon name="warn" />
      <span>{i18n.t('serverForm.twice', [twin.name])}</span>
    </p>
  );
}
