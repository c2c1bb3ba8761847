import { type Signal, useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { ServerDraft } from '../../../lib/model/server';
import {
  PLEX_TV,
  type ServerOffer,
  type SignInProgress,
  type SignInWay,
} from '../../../lib/model/signin';
import type { Answer, SpokenProblem } from '../../../lib/platform/commands';
import { authoriseInTab } from '../../../lib/platform/open-tab';
import { plainAddress } from '../../../lib/platform/origin';
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
  const failed = (error: SpokenProblem) =>
    sayFailed(typed, error, plainAddress(typed.address.value) ?? PLEX_TV);
  const take = async (answer: Answer<SignInProgress>): Promise<SpokenProblem | null> => {
    if (!answer.ok) {
      if (answer.error.code === 'sign-in-over') progress.value = { is: 'expired' };
      return failed(answer.error);
    }
    const before = progress.peek();
    progress.value = answer.value;
    if (before?.is === 'waiting' && answer.value.is !== 'waiting') await backFrom(tab);
    if (answer.value.is === 'signed-in') await connecting.connectWith(answer.value.signIn);
    return null;
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
  useWaiting(progress, () => ask(typed, take, connecting));
  useRestored(typed, progress);
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
      progress.value = null;
      connecting.withAccess(allowed ? [] : [address], async () => {
        const server = draftOf(typed, way === 'plex' ? '' : address, undefined);
        const error = await take(await send('beginSignIn', { server, way }));
        if (error) return error;
        await openPage();
        return wayOf(typed) === 'tab' ? letTabSayYes() : null;
      });
    },
    openAgain: () => void openPage(),
    cancel() {
      progress.value = null;
      connecting.error.value = null;
      void send('cancelSignIn', { serverId: typed.id.peek() ?? '' });
    },
    choosePerson(personId, pin) {
      connecting.withAccess([PLEX_TV], async () => {
        const serverId = typed.id.peek() ?? '';
        const answer = await send('switchPerson', { serverId, personId, pin });
        if (answer.ok) pinOf.value = null;
        return take(answer);
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
        const signIn = await send('chooseServer', takes);
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

type Take = (answer: Answer<SignInProgress>) => Promise<SpokenProblem | null>;

async function ask(typed: Typed, take: Take, connecting: Connecting): Promise<void> {
  const answer = await send('askSignIn', { serverId: typed.id.peek() ?? '' });
  connecting.error.value = await take(answer);
}

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
function useRestored(typed: Typed, progress: Signal<SignInProgress | null>): void {
  useEffect(() => {
    const handedOver = typed.id.peek() === null && typed.address.peek() !== '';
    if (handedOver) return;
    void send('waitingSignIns', {}).then(async (answer) => {
      if (!answer.ok || progress.peek()) return;
      const own = typed.id.peek();
      const waiting = answer.value.find(({ server, isNew }) =>
        own === null ? isNew : server.id === own,
      );
      if (!waiting) return;
      takeUp(typed, waiting.server, waiting.way);
      const now = await send('askSignIn', { serverId: waiting.server.id });
      if (now.ok) progress.value = now.value;
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
