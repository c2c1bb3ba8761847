import { useSignal } from '@preact/signals';
import { i18n } from '#i18n';
import { ACTIVITY_DAYS } from '../../../lib/model/run';
import type { Options } from '../../../lib/model/settings';
import { waitsFrom } from '../../../lib/plan/guard';
import type { Overview } from '../../../lib/store/read';
import { readTracked } from '../../../lib/store/read-tracked';
import { NumberField, numberIn } from '../../Field';
import { nameOf } from '../../names';
import { pairText } from '../../PairName';
import { useLive } from '../../useLive';
import { sayRange } from '../pairs/LimitFields';
import { SavedNote } from '../SavedNote';
import { useSavedAsTyped } from '../useSavedAsTyped';
import { NoticesCard } from './NoticesCard';

const TOMBSTONES = [1, 3650] as const;

/** What keeps positions safe, with the numbers that hold right now. */
export function SafetyPage({ overview }: { overview: Overview }) {
  return (
    <>
      <p class="intro">{i18n.t('safety.intro')}</p>
      <Holds overview={overview} />
      <Clears options={overview.options} />
      <section class="card">
        <h2>{i18n.t('safety.undoHeading')}</h2>
        <p>{i18n.t('safety.undo', [ACTIVITY_DAYS])}</p>
      </section>
      <NoticesCard />
    </>
  );
}

/** When a plan waits for a yes; for each pair that has begun, from how many titles on. */
function Holds({ overview }: { overview: Overview }) {
  const tracked = useLive(() => readTracked()).value.value ?? [];
  const { pairs, servers } = overview;
  const begun = pairs.filter((pair) => tracked.some((one) => one.pairId === pair.id));
  return (
    <section class="card">
      <h2>{i18n.t('safety.holdsHeading')}</h2>
      <ul class="bullets">
        <li>{i18n.t('safety.hold1')}</li>
        <li>{i18n.t('safety.hold2')}</li>
        <li>{i18n.t('safety.hold3')}</li>
      </ul>
      {begun.map((pair) => (
        <div key={pair.id}>
          <h3>{pairText(pair, servers)}</h3>
          <ul class="bullets">
            {tracked
              .filter((one) => one.pairId === pair.id)
              .map(({ serverId, count }) => (
                <li key={serverId}>
                  {i18n.t('safety.waitsFrom', count, [
                    nameOf(servers, serverId),
                    count,
                    waitsFrom(count),
                  ])}
                </li>
              ))}
          </ul>
        </div>
      ))}
      <p class="hint">{i18n.t('safety.holdsAlways')}</p>
    </section>
  );
}

function Clears({ options }: { options: Options }) {
  const days = useSignal(String(options.tombstoneDays));
  const tombstoneDays = numberIn(days.value, ...TOMBSTONES);
  const save = useSavedAsTyped(
    'saveOptions',
    tombstoneDays === null ? null : { tombstoneDays },
    (changed) => ({ options: changed }),
  );
  return (
    <form class="card form" onSubmit={(event) => event.preventDefault()}>
      <h2>{i18n.t('safety.clearsHeading')}</h2>
      <p>{i18n.t('safety.clears')}</p>
      <NumberField
        label={i18n.t('rules.tombstones')}
        value={days}
        min={TOMBSTONES[0]}
        max={TOMBSTONES[1]}
        hint={tombstoneDays === null ? sayRange(...TOMBSTONES) : i18n.t('rules.tombstonesHint')}
      />
      <SavedNote save={save} />
    </form>
  );
}
