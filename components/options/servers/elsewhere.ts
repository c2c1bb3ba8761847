import { type Signal, useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { plainAddress } from '../../../lib/model/address';
import type { ServerDraft } from '../../../lib/model/server';
import {
  PLEX_TV,
  type ServerOffer,
  type SignInProgress,
  type SignInWay,
} from '../../../lib/model/signin';
import type { Answer, SpokenProblem } from '../../../lib/platform/commands';
import { authoriseInTab } from '../../../lib/platform/open-tab';
import { send } from '../../../lib/platform/send';
import { closeTab, comeBack, openTab } from '../../../lib/platform/tabs';
import { spoken } from '../../../lib/platform/wording';
import { type Connecting, sayFailed } from './connecting';
import { draftOf, type Typed, wayOf } from './draft';

const SOON_MS = 1_000;
const LATER_MS = 5_000;

/** A sign-in that goes on elsewhere, as the page follows it. */
export interface Elsewhere {
  progress: Signal<SignInProgress | null>;
  /** Whose PIN is asked for; null when nobody's is. */
  pinOf: Signal<string | null>;
  /** `allowed`: the browser was asked already. */
  begin(allowed?: boolean): void;
  /** Opens the page on which to say yes once more. */
  openAgain(): void;
  cancel(): void;
  choosePerson(id: string, pin: string | null): void;
  /** `typed`: an address that the person knows better; may be empty. */
  chooseServer(offer: ServerOffer, typed: string): void;
}

/** Begins a sign-in at plex.tv or by code, and asks how far it is until it is over. */
export function useElsewhere(typed: Typed, connecting: Connecting): Elsewhere {
  const progress = useSignal<SignInProgress | null>(null);
  const pinOf = useSignal<string | null>(null);
  const tab = useSignal<number | null>(null);
  // Raised when a sign-in is begun or stopped: what was asked before that is answered to nobody.
  const turn = useRef(0);
  const nextTurn = () => {
    turn.current += 1;
    progress.value = null;
    pinOf.value = null;
  };
  const failed = (error: SpokenProblem) =>
    sayFailed(typed, error, plainAddress(typed.address.value) ?? PLEX_TV);
  /** Does the work, and takes what it answers unless that was for an earlier turn. */
  const takeFrom: TakeFrom = async (work) => {
    const of = turn.current;
    const answer = await work();
    if (of !== turn.current) return null;
    if (!answer.ok) {
      if (answer.error.code === 'sign-in-over') progress.value = { is: 'expired' };
      return failed(answer.error);
    }
    const { value } = answer;
    const waited = progress.peek()?.is === 'waiting';
    // Nothing goes on elsewhere any more, so that what fails from here on can be begun again.
    progress.value = value.is === 'signed-in' ? null : value;
    if (waited && value.is !== 'waiting') await backFrom(tab);
    if (value.is !== 'signed-in') return null;
    await connecting.connectWith(value.signIn);
    return connecting.error.peek();
  };
  /** The tab's own session says yes; when it cannot, the code is there to be typed. */
  const letTabSayYes = async (): Promise<SpokenProblem | null> => {
    const now = progress.peek();
    const address = plainAddress(typed.address.value) ?? '';
    if (now?.is !== 'waiting' || typed.tabId === null) return null;
    const answer = await authoriseInTab(typed.tabId, now.code, address);
    if (answer === 'done') return null;
    return failed(spoken({ code: 'no-session' }, address));
  };
  const asked = useRef<SpokenProblem | null>(null);
  /** Asks how far it is. What another step failed with stays said. */
  const ask = async () => {
    const of = turn.current;
    const before = asked.current;
    const serverId = typed.id.peek() ?? '';
    const failure = await takeFrom(() => send('askSignIn', { serverId }));
    if (of !== turn.current) return;
    asked.current = failure;
    if (failure || connecting.error.peek() === before) connecting.error.value = failure;
  };
  useWaiting(progress, ask);
  useRestored(typed, turn, ask);
  const openPage = async () => {
    const now = progress.peek();
    if (now?.is === 'waiting' && now.url) tab.value = await openTab(now.url);
  };
  return {
    progress,
    pinOf,
    begin(allowed = false) {
      const way = signInWay(typed);
      const address = way === 'plex' ? PLEX_TV : plainAddress(typed.address.value);
      if (!address) {
        connecting.error.value = spoken({ code: 'bad-address' }, null);
        return;
      }
      nextTurn();
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
      nextTurn();
      connecting.error.value = null;
      void send('cancelSignIn', { serverId: typed.id.peek() ?? '' });
    },
    choosePerson(personId, pin) {
      connecting.withAccess([PLEX_TV], async () => {
        const serverId = typed.id.peek() ?? '';
        return takeFrom(async () => {
          const answer = await send('switchPerson', { serverId, personId, pin });
          if (answer.ok) pinOf.value = null;
          return answer;
        });
      });
    },
    chooseServer(offer, own) {
      const address = plainAddress(own);
      if (address === null && own.trim() !== '') {
        connecting.error.value = spoken({ code: 'bad-address' }, null);
        return;
      }
      const addresses = address === null ? offer.addresses : [address, ...offer.addresses];
      connecting.withAccess(addresses, async () => {
        const serverId = typed.id.peek() ?? '';
        const takes = { serverId, wanted: offer.serverId, address };
        const of = turn.current;
        const signIn = await send('chooseServer', takes);
        if (of !== turn.current) return null;
        if (!signIn.ok) {
          const { error } = signIn;
          const stranger = error.code === 'wrong-server' && address !== null;
          return sayFailed(typed, error, stranger ? address : offer.name);
        }
        progress.value = null;
        await connecting.connectWith(signIn.value);
        return connecting.error.peek();
      });
    },
  };
}

const signInWay = (typed: Typed): SignInWay =>
  wayOf(typed) === 'account' ? 'plex' : 'quick-connect';

type TakeFrom = (work: () => Promise<Answer<SignInProgress>>) => Promise<SpokenProblem | null>;

/** Asks again while it waits: soon at first, then every few seconds. */
function useWaiting(progress: Signal<SignInProgress | null>, again: () => Promise<void>): void {
  const waits = progress.value?.is === 'waiting';
  useEffect(() => {
    if (!waits) return;
    let over = false;
    let timer = 0;
    let pause = SOON_MS;
    const next = () => {
      timer = window.setTimeout(async () => {
        await again();
        pause = Math.min(pause * 1.2, LATER_MS);
        if (!over) next();
      }, pause);
    };
    next();
    return () => {
      over = true;
      clearTimeout(timer);
    };
  }, [waits]);
}

/** The tab in which yes was said has done its work. */
async function backFrom(tab: Signal<number | null>): Promise<void> {
  if (tab.peek() === null) return;
  await closeTab(tab.peek()!);
  tab.value = null;
  await comeBack();
}

/** Takes up a sign-in that waited while this page was closed, unless another server is meant. */
function useRestored(typed: Typed, turn: { current: number }, ask: () => Promise<void>): void {
  useEffect(() => {
    const handedOver = typed.id.peek() === null && typed.address.peek() !== '';
    if (handedOver) return;
    const of = turn.current;
    void send('waitingSignIns', {}).then(async (answer) => {
      if (!answer.ok || of !== turn.current) return;
      const own = typed.id.peek();
      const waiting = answer.value.find(({ server, isNew }) =>
        own === null ? isNew : server.id === own,
      );
      if (!waiting) return;
      takeUp(typed, waiting.server, waiting.way);
      await ask();
    });
  }, []);
}

function takeUp(typed: Typed, server: ServerDraft, way: SignInWay): void {
  typed.id.value = server.id;
  typed.kind.value = server.kind;
  typed.address.value = server.address || typed.address.value;
  typed.way.value = way === 'plex' ? 'account' : 'quick-connect';
  if (server.name !== server.kind) typed.name.value = server.name;
}
