import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { i18n } from '#i18n';
import { plainAddress } from '../../../lib/model/address';
import { isSilent } from '../../../lib/model/problem';
import { Button } from '../../Button';
import { ErrorNote } from '../../ErrorNote';
import type { Connecting } from './connecting';
import { goesElsewhere, type Typed, wayOf } from './draft';
import { ElsewhereStep } from './ElsewhereStep';
import { type Elsewhere, useElsewhere } from './elsewhere';

interface Props {
  typed: Typed;
  connecting: Connecting;
  /** The server that the account's is to be, when one is signed in again. */
  bound: string | null;
  /** Begins by itself: the click was made before. */
  atOnce: boolean;
}

/** The step from what was typed to who answers there. */
export function ConnectStep({ typed, connecting, bound, atOnce }: Props) {
  const elsewhere = useElsewhere(typed, connecting);
  useEffect(() => {
    if (atOnce) elsewhere.begin(true);
  }, []);
  const way = wayOf(typed);
  const begun = goesElsewhere(way) && elsewhere.going.value.progress !== null;
  const busy = connecting.busy.value;
  const button = useRef<HTMLParagraphElement>(null);
  const had = useRef(begun);
  // What went on elsewhere is over, and its buttons are gone with the keyboard.
  useLayoutEffect(() => {
    const lost = had.current && !begun && document.activeElement === document.body;
    if (lost) button.current?.querySelector('button')?.focus();
    had.current = begun;
  }, [begun]);
  return (
    <>
      {begun ? (
        <ElsewhereStep
          typed={typed}
          elsewhere={elsewhere}
          busy={busy}
          bound={bound}
          silent={isSilent(connecting.error.value)}
        />
      ) : (
        <p ref={button} class="buttons">
          <Button
            type="submit"
            class={typed.found.value ? '' : 'primary'}
            busy={busy}
            press={(event) => {
              if (!event.currentTarget.form?.checkValidity()) return;
              if (goesElsewhere(way)) elsewhere.begin();
              else connecting.connect();
            }}
          >
            {busy ? i18n.t('serverForm.connecting') : sayButton(way)}
          </Button>
          <span class="quiet">
            {way === 'account' ? i18n.t('serverForm.asksPlex') : i18n.t('serverForm.asksAccess')}
          </span>
        </p>
      )}
      <ErrorNote error={connecting.error.value} />
      <Instead typed={typed} connecting={connecting} elsewhere={elsewhere} />
    </>
  );
}

function sayButton(way: ReturnType<typeof wayOf>): string {
  if (way === 'account') return i18n.t('serverForm.signInWithPlex');
  if (way === 'tab') return i18n.t('serverForm.useTab');
  return way === 'quick-connect' ? i18n.t('serverForm.getCode') : i18n.t('serverForm.connect');
}

interface InsteadProps {
  typed: Typed;
  connecting: Connecting;
  elsewhere: Elsewhere;
}

/** The one thing to do about an address that does not lead to the server. */
function Instead({ typed, connecting, elsewhere }: InsteadProps) {
  const error = connecting.error.value;
  const address = plainAddress(typed.address.value);
  if (error?.address) {
    const better = error.address;
    const take = () => {
      typed.address.value = better;
      if (goesElsewhere(wayOf(typed))) elsewhere.begin();
      else connecting.connect();
    };
    return (
      <p class="buttons">
        <Button press={take}>{i18n.t('serverForm.useInstead', [better])}</Button>
      </p>
    );
  }
  if (error?.code !== 'unreachable-secure' || !address) return null;
  return (
    <p class="buttons">
      <a class="button" href={address} target="_blank" rel="noreferrer">
        {i18n.t('serverForm.openAddress')}
      </a>
    </p>
  );
}
