import { type ReadonlySignal, useSignal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import type { Answer } from '../../../lib/app/answers';
import { plainAddress } from '../../../lib/model/address';
import type { SpokenProblem } from '../../../lib/model/problem';
import {
  PLEX_TV,
  type ServerOffer,
  type SignInProgress,
  type SignInWay,
} from '../../../lib/model/signin';
import { authoriseInTab } from '../../../lib/platform/open-tab';
import { send } from '../../../lib/platform/send';
import { closeTab, comeBack, openTab } from '../../../lib/platform/tabs';
import { spoken } from '../../../lib/words/wording';
import { type Connecting, sayFailed } from './connecting';
import { draftOf, type Typed, wayOf } from './draft';
import { useAskedAgain, useRestored } from './following';
import { type Going, type Happening, NOT_BEGUN, next } from './going';

/** A sign-in that goes on elsewhere, as the page follows it. */
export interface Elsewhere {
  going: ReadonlySignal<Going>;
  /** `allowed`: the browser was asked already. */
  begin(allowed?: boolean): void;
  /** Opens the page on which to say yes once more. */
  openAgain(): void;
  cancel(): void;
  /** Asks for the PIN of this person of a Plex Home; null asks for none. */
  askPin(personId: string | null): void;
  choosePerson(id: string, pin: string | null): void;
  /** `typed`: an address that the person knows better; may be empty. */
  chooseServer(offer: ServerOffer, typed: string): void;
}

/** Begins a sign-in at plex.tv or by code, and asks how far it is until it is over. */
export function useElsewhere(typed: Typed, connecting: Connecting): Elsewhere {
  const going = useSignal(NOT_BEGUN);
  const happens = (what: Happening): void => {
    going.value = next(going.peek(), what);
  };
  const isLate = (turn: number): boolean => turn !== going.peek().turn;
  const serverId = (): string => typed.id.peek() ?? '';
  const failed = (error: SpokenProblem) =>
    sayFailed(typed, error, plainAddress(typed.address.value) ?? PLEX_TV);

  /** Does the work, and takes what it answers unless that was for an earlier turn. */
  const takeFrom = async (work: () => Promise<Answer<SignInProgress>>) => {
    const { turn } = going.peek();
    const answer = await work();
    if (isLate(turn)) return null;
    if (!answer.ok) {
      happens({ is: 'refused', turn, code: answer.error.code });
      return failed(answer.error);
    }
    const { tab } = going.peek();
    happens({ is: 'told', turn, progress: answer.value });
    if (tab !== null && going.peek().tab === null) await comeBackFrom(tab);
    if (answer.value.is !== 'signed-in') return null;
    await connecting.connectWith(answer.value.signIn);
    return connecting.error.peek();
  };

  /** The tab's own session says yes; when it cannot, the code is there to be typed. */
  const letTabSayYes = async (): Promise<SpokenProblem | null> => {
    const { progress } = going.peek();
    const address = plainAddress(typed.address.value) ?? '';
    if (progress?.is !== 'waiting' || typed.tabId === null) return null;
    const answer = await authoriseInTab(typed.tabId, progress.code, address);
    return answer === 'done' ? null : failed(spoken({ code: 'no-session' }, address));
  };

  const askedBefore = useRef<SpokenProblem | null>(null);
  /** Asks how far it is. What another step failed with stays said. */
  const ask = async () => {
    const { turn } = going.peek();
    const before = askedBefore.current;
    const failure = await takeFrom(() => send('askSignIn', { serverId: serverId() }));
    if (isLate(turn)) return;
    askedBefore.current = failure;
    if (failure || connecting.error.peek() === before) connecting.error.value = failure;
  };
  useAskedAgain(going.value.progress?.is === 'waiting', ask);
  const { turn: shownTurn } = going.value;
  useRestored(typed, () => !isLate(shownTurn), ask);

  const openPage = async () => {
    const { progress } = going.peek();
    if (progress?.is !== 'waiting' || !progress.url) return;
    const tab = await openTab(progress.url);
    if (tab !== null) happens({ is: 'tab-opened', tab });
  };

  return {
    going,
    begin(allowed = false) {
      const way = signInWay(typed);
      const address = way === 'plex' ? PLEX_TV : addressIn(typed.address.value, connecting);
      if (address === null) return;
      happens({ is: 'begun' });
      connecting.withAccess(allowed ? [] : [address], async () => {
        const server = draftOf(typed, way === 'plex' ? '' : address, undefined);
        const error = await takeFrom(() => send('beginSignIn', { server, way }));
        if (error) return error;
        await openPage();
        return wayOf(typed) === 'tab' ? letTabSayYes() : null;
      });
    },
    openAgain: () => void openPage(),
    cancel() {
      happens({ is: 'stopped' });
      connecting.error.value = null;
      void send('cancelSignIn', { serverId: serverId() });
    },
    askPin: (personId) =>
      happens(personId === null ? { is: 'pin-over' } : { is: 'pin-asked', personId }),
    choosePerson(personId, pin) {
      connecting.withAccess([PLEX_TV], () =>
        takeFrom(async () => {
          const answer = await send('switchPerson', { serverId: serverId(), personId, pin });
          if (answer.ok) happens({ is: 'pin-over' });
          return answer;
        }),
      );
    },
    chooseServer(offer, own) {
      const address = own.trim() === '' ? '' : addressIn(own, connecting);
      if (address === null) return;
      const addresses = address ? [address, ...offer.addresses] : offer.addresses;
      connecting.withAccess(addresses, async () => {
        const { turn } = going.peek();
        const takes = { serverId: serverId(), wanted: offer.serverId, address: address || null };
        const signIn = await send('chooseServer', takes);
        if (isLate(turn)) return null;
        if (!signIn.ok) {
          const stranger = signIn.error.code === 'wrong-server' && address !== '';
          return sayFailed(typed, signIn.error, stranger ? address : offer.name);
        }
        happens({ is: 'server-found', turn });
        await connecting.connectWith(signIn.value);
        return connecting.error.peek();
      });
    },
  };
}

const signInWay = (typed: Typed): SignInWay =>
  wayOf(typed) === 'account' ? 'plex' : 'quick-connect';

/** What was typed as an address; null, and said so, where it is none. */
function addressIn(text: string, connecting: Connecting): string | null {
  const address = plainAddress(text);
  if (address === null) connecting.error.value = spoken({ code: 'bad-address' }, null);
  return address;
}

/** The tab in which yes was said has done its work. */
async function comeBackFrom(tab: number): Promise<void> {
  await closeTab(tab);
  await comeBack();
}
