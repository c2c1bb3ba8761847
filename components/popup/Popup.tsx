import { i18n } from '#i18n';
import type { Problem } from '../../lib/model/problem';
import { statusOf } from '../../lib/status/status';
import { NOTHING_STORED, type Overview } from '../../lib/store/read';
import { ApprovedNote } from '../ApprovedNote';
import { FirstSteps } from '../FirstSteps';
import { Icon } from '../Icon';
import { Logo } from '../Logo';
import { later } from '../later';
import { useHealth } from '../useHealth';
import { useNow } from '../useNow';
import { useOnline } from '../useOnline';
import { Buttons } from './Buttons';
import { OneAction } from './OneAction';
import { PairList } from './PairList';
import { ServerList } from './ServerList';
import { StatusLine } from './StatusLine';
import { usePreviews } from './usePreviews';

/** Is it working? What changed? Do I need to do anything? */
export function Popup({ restart }: { restart: () => void }) {
  const { overview, problem, silent } = useHealth();
  const known = overview ?? (silent || problem ? NOTHING_STORED : null);
  return (
    <div class="popup">
      <header>
        <Logo />
        <h1>{i18n.t('common.name')}</h1>
        <a
          class="button icon-button"
          href="options.html"
          target="_blank"
          rel="noreferrer"
          title={i18n.t('common.options')}
          aria-label={i18n.t('common.options')}
        >
          <Icon name="gear" />
        </a>
      </header>
      {known ? (
        <Body overview={known} problem={problem} silent={silent} restart={restart} />
      ) : (
        <main>
          <p role="status" class="headline">
            {i18n.t('common.loading')}
          </p>
        </main>
      )}
    </div>
  );
}

/** Not in every popup, or not before what they show is read: their code comes meanwhile. */
const HeldCard = later(async () => (await import('../HeldCard')).HeldCard);
const MemoryNote = later(async () => (await import('../MemoryNote')).MemoryNote);
const PreviewPanel = later(async () => (await import('./PreviewPanel')).PreviewPanel);
const RecentChanges = later(async () => (await import('./RecentChanges')).RecentChanges);
const TabServer = later(async () => (await import('./TabServer')).TabServer);

interface BodyProps {
  overview: Overview;
  problem: Problem | null;
  silent: boolean;
  restart: () => void;
}

function Body({ overview, problem, silent, restart }: BodyProps) {
  const now = useNow();
  const previews = usePreviews();
  const { servers, pairs } = overview;
  const around = { silent, offline: !useOnline(), memory: problem };
  const { state, action } = statusOf(overview, now, around);
  const held = pairs.flatMap((pair) => {
    const hold = pair.enabled && pair.state?.hold;
    return hold ? [{ pair, hold }] : [];
  });
  const looking = previews.shown.value !== null;
  return (
    <>
      <main>
        <StatusLine state={state} facts={overview} now={now} />
        {overview.note && <MemoryNote note={overview.note} />}
        <FirstSteps state={state} />
        <OneAction action={action} state={state} restart={restart} />
        {!problem && <TabServer servers={servers} />}
        {held.map(({ pair, hold }) => (
          <HeldCard
            key={hold.planHash}
            hold={hold}
            servers={servers}
            heading={pairs.length > 1 ? 'h3' : 'h2'}
            pair={pairs.length > 1 ? pair : undefined}
          />
        ))}
        {pairs.map((pair) => (
          <ApprovedNote key={pair.id} pair={pair} servers={servers} named={pairs.length > 1} why />
        ))}
        {looking && <PreviewPanel previews={previews} pairs={pairs} servers={servers} />}
        {servers.length > 0 && <ServerList servers={servers} now={now} />}
        <PairList pairs={pairs} servers={servers} />
        {pairs.length > 0 && !looking && <RecentChanges servers={servers} />}
      </main>
      {pairs.length > 0 && (
        <Buttons overview={overview} state={state} action={action} previews={previews} now={now} />
      )}
    </>
  );
}
