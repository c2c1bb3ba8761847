import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { i18n } from '#i18n';
import { askToLook, lookAtTab, mayLook, type TabInFront } from '../../lib/platform/open-tab';
import type { ServerView } from '../../lib/store/read';
import { Button } from '../Button';
import { sayKind } from '../text';
import { useTakesFocus } from '../useTakesFocus';

/** Offers to add the server whose web client the tab in front shows. */
export function TabServer({ servers }: { servers: ServerView[] }) {
  const seen = useSignal<TabInFront | null>(null);
  const pressed = useSignal(false);
  const look = async () => {
    seen.value = await lookAtTab();
  };
  useEffect(() => {
    void mayLook().then((may) => (may ? look() : undefined));
  }, []);
  const press = () => {
    pressed.value = true;
    void askToLook().then((may) => (may ? look() : undefined));
  };
  const tab = seen.value;
  if (tab?.is === 'client') {
    const known = servers.some(({ address }) => address === tab.address);
    return known ? null : <Offer tab={tab} pressed={pressed.value} />;
  }
  if (pressed.value && tab) {
    return <Answer>{tab.is === 'unseen' ? i18n.t('tab.again') : i18n.t('tab.none')}</Answer>;
  }
  if (tab || servers.length >= 2) return null;
  return (
    <p class="buttons">
      <Button press={press}>{i18n.t('tab.look')}</Button>
      <span class="quiet">{i18n.t('tab.lookHint')}</span>
    </p>
  );
}

/** Where the button stood that asked. */
function Answer({ children }: { children: string }) {
  const said = useTakesFocus<HTMLParagraphElement>();
  return (
    <p ref={said} tabIndex={-1} aria-live="polite" class="quiet">
      {children}
    </p>
  );
}

interface OfferProps {
  tab: Extract<TabInFront, { is: 'client' }>;
  /** The person asked for it just now. */
  pressed: boolean;
}

function Offer({ tab, pressed }: OfferProps) {
  const card = useTakesFocus<HTMLElement>(pressed);
  const parts = [tab.kind, encodeURIComponent(tab.address ?? ''), tab.signedIn ? tab.tabId : ''];
  return (
    <section ref={card} tabIndex={-1} class="card">
      <p>{i18n.t('tab.found', [sayKind(tab.kind)])}</p>
      <p class="buttons">
        <a
          class="button primary"
          href={`options.html#servers/add/${parts.join('/')}`}
          target="_blank"
          rel="noreferrer"
        >
          {i18n.t('tab.add')}
        </a>
      </p>
    </section>
  );
}
