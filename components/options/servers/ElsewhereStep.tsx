import type { ComponentChildren } from 'preact';
import { i18n } from '#i18n';
import type { ServerOffer } from '../../../lib/model/signin';
import { timeOfDay } from '../../../lib/words/dates';
import { Button } from '../../Button';
import { useTakesFocus } from '../../useTakesFocus';
import { type Typed, wayOf } from './draft';
import type { Elsewhere } from './elsewhere';
import { ChoosePerson, ChooseServer } from './PlexChoices';

interface Props {
  typed: Typed;
  elsewhere: Elsewhere;
  busy: boolean;
  /** The server that is signed in again; null for a new one. */
  bound: string | null;
  /** The server that was chosen answered nowhere. */
  silent: boolean;
}

/** What there is to do while a sign-in goes on elsewhere. */
export function ElsewhereStep({ typed, elsewhere, busy, bound, silent }: Props) {
  const { progress: now, pinOf } = elsewhere.going.value;
  if (now?.is === 'expired') return <Expired typed={typed} elsewhere={elsewhere} busy={busy} />;
  if (now?.is === 'choose') {
    return (
      <Step key="choose">
        <ChoosePerson people={now.people} elsewhere={elsewhere} busy={busy} />
        {pinOf === null && (
          <ChooseServer
            servers={meant(now.servers, bound)}
            elsewhere={elsewhere}
            busy={busy}
            known={typed.address.value}
            silent={silent}
          />
        )}
        <div class="buttons">
          <Cancel elsewhere={elsewhere} />
        </div>
      </Step>
    );
  }
  if (now?.is !== 'waiting') return null;
  return (
    <Step key="waiting">
      {now.url === null ? (
        <>
          <p role="status">{i18n.t('serverForm.typeCode')}</p>
          <p class="code">
            <strong>{now.code}</strong>
          </p>
        </>
      ) : (
        <p role="status">{i18n.t('serverForm.sayYesAtPlex')}</p>
      )}
      <p class="quiet">{i18n.t('serverForm.goodUntil', [timeOfDay(now.expiresAt)])}</p>
      <div class="buttons">
        {now.url !== null && (
          <Button press={elsewhere.openAgain}>{i18n.t('serverForm.openAgain')}</Button>
        )}
        <Cancel elsewhere={elsewhere} />
      </div>
    </Step>
  );
}

/** One step of it: takes the keyboard as it comes. */
function Step({ children }: { children: ComponentChildren }) {
  const step = useTakesFocus<HTMLDivElement>();
  return (
    <div ref={step} tabIndex={-1} class="card inner">
      {children}
    </div>
  );
}

/** The very server that is signed in again, when the account has it. */
function meant(servers: ServerOffer[], bound: string | null): ServerOffer[] {
  const same = servers.filter((one) => one.serverId === bound);
  return same.length > 0 ? same : servers;
}

function Expired({ typed, elsewhere, busy }: Pick<Props, 'typed' | 'elsewhere' | 'busy'>) {
  const plex = wayOf(typed) === 'account';
  return (
    <Step>
      <p role="status">
        {plex ? i18n.t('serverForm.plexExpired') : i18n.t('serverForm.codeExpired')}
      </p>
      <div class="buttons">
        <Button class="primary" busy={busy} press={() => elsewhere.begin()}>
          {plex ? i18n.t('serverForm.signInWithPlex') : i18n.t('serverForm.getCode')}
        </Button>
        <Cancel elsewhere={elsewhere} />
      </div>
    </Step>
  );
}

function Cancel({ elsewhere }: { elsewhere: Elsewhere }) {
  return <Button press={elsewhere.cancel}>{i18n.t('serverForm.cancelSignIn')}</Button>;
}
