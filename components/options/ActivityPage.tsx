import { useSignal } from '@preact/signals';
import { i18n } from '#i18n';
import type { Activity } from '../../lib/model/run';
import { type Overview, readActivity } from '../../lib/store/read';
import { SelectField } from '../Field';
import { pairText } from '../PairName';
import { dayOf } from '../time';
import { useLive } from '../useLive';
import { ActivityRow } from './ActivityRow';
import { LeftApart } from './LeftApart';

const PAGE = 100;
const ALL = '';

/** The history, newest first, by day; and below it what was left apart on purpose. */
export function ActivityPage({ overview }: { overview: Overview }) {
  const pairId = useSignal(ALL);
  const kind = useSignal(ALL);
  const limit = useSignal(PAGE);
  const query = () => readActivity(limit.value, pairId.value || undefined);
  const rows = useLive(query, `${limit.value} ${pairId.value}`).value.value;
  if (!rows) return null;
  const shown = rows.filter((row) => kind.value === ALL || isOfKind(row, kind.value));
  const pairs = overview.pairs.map((pair) => ({
    is: pair.id,
    label: pairText(pair, overview.servers),
  }));
  return (
    <>
      <p class="intro">{i18n.t('activity.intro')}</p>
      <div class="columns">
        <SelectField
          label={i18n.t('activity.pair')}
          value={pairId}
          choices={[{ is: ALL, label: i18n.t('activity.allPairs') }, ...pairs]}
        />
        <SelectField label={i18n.t('activity.kind')} value={kind} choices={kinds()} />
      </div>
      {rows.length === 0 && <p>{i18n.t('activity.none')}</p>}
      {rows.length > 0 && shown.length === 0 && <p>{i18n.t('activity.noneFit')}</p>}
      {byDay(shown).map(([day, ofDay]) => (
        <section key={day} class="card">
          <h2>{day}</h2>
          <ul class="rows">
            {ofDay.map((row) => (
              <ActivityRow key={row.activityId} row={row} overview={overview} />
            ))}
          </ul>
        </section>
      ))}
      {rows.length === limit.value && (
        <p class="buttons">
          <button
            type="button"
            onClick={() => {
              limit.value += PAGE;
            }}
          >
            {i18n.t('activity.more')}
          </button>
        </p>
      )}
      <LeftApart overview={overview} />
    </>
  );
}

const kinds = () => [
  { is: ALL, label: i18n.t('activity.all') },
  { is: 'write', label: i18n.t('activity.write') },
  { is: 'clear', label: i18n.t('activity.clear') },
  { is: 'undo', label: i18n.t('activity.undoKind') },
  { is: 'conflict', label: i18n.t('activity.conflict') },
  { is: 'skip', label: i18n.t('activity.skip') },
];

const isOfKind = (row: Activity, kind: string): boolean =>
  kind === 'conflict' ? row.conflict !== null : row.kind === kind;

function byDay(rows: Activity[]): [string, Activity[]][] {
  const days = new Map<string, Activity[]>();
  for (const row of rows) {
    const day = dayOf(row.at);
    days.set(day, [...(days.get(day) ?? []), row]);
  }
  return [...days];
}
