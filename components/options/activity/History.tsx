import { useSignal } from '@preact/signals';
import { i18n } from '#i18n';
import type { Overview } from '../../../lib/store/read';
import { type ActivityKind, type RunGroup, readRuns } from '../../../lib/store/read-activity';
import { Button } from '../../Button';
import { dayOf } from '../../days';
import { SelectField, TextField } from '../../Field';
import { pairText } from '../../PairName';
import { useLive } from '../../useLive';
import { DayChart } from './DayChart';
import { Near } from './Near';
import { RunCard } from './RunCard';
import { heightOf } from './RunRows';

const PAGE = 30;
const ALL = '';

/** The last 30 days at a glance, then every run with its rows, newest first, by day. */
export function History({ overview }: { overview: Overview }) {
  const filter = useFilter();
  const limit = useSignal(PAGE);
  const wanted = {
    pairId: filter.pairId.value || undefined,
    serverId: filter.serverId.value || undefined,
    kind: (filter.kind.value || undefined) as ActivityKind | undefined,
    text: filter.text.value.trim() || undefined,
  };
  const filtered = Object.values(wanted).some((value) => value !== undefined);
  const about = JSON.stringify([wanted, limit.value]);
  const page = useLive(() => readRuns(wanted, limit.value), about).value.value;
  if (!page) return null;
  const empty = page.groups.length === 0;
  return (
    <>
      <DayChart pairId={filter.pairId.value} />
      {(filtered || !empty) && <Filters filter={filter} overview={overview} />}
      {empty && (
        <p role={filtered ? 'status' : undefined}>
          {filtered ? i18n.t('activity.noneFit') : i18n.t('activity.none')}
        </p>
      )}
      {byDay(page.groups).map(([day, groups]) => (
        <section key={day} class="day">
          <h2>{day}</h2>
          {groups.map((group) => (
            <Near key={group.run.runId} height={heightOf(group)}>
              {() => <RunCard group={group} overview={overview} />}
            </Near>
          ))}
        </section>
      ))}
      {page.more && (
        <p class="buttons">
          <Button
            press={() => {
              limit.value += PAGE;
            }}
          >
            {i18n.t('activity.more')}
          </Button>
        </p>
      )}
    </>
  );
}

function useFilter() {
  return {
    serverId: useSignal(ALL),
    pairId: useSignal(ALL),
    kind: useSignal(ALL),
    text: useSignal(''),
  };
}

interface FiltersProps {
  filter: ReturnType<typeof useFilter>;
  overview: Overview;
}

function Filters({ filter, overview: { servers, pairs } }: FiltersProps) {
  const any = (label: string) => ({ is: ALL, label });
  return (
    <search class="filters" aria-label={i18n.t('activity.filters')}>
      <TextField label={i18n.t('activity.title')} value={filter.text} />
      <SelectField label={i18n.t('activity.kind')} value={filter.kind} choices={kinds()} />
      <SelectField
        label={i18n.t('activity.server')}
        value={filter.serverId}
        choices={[
          any(i18n.t('activity.allServers')),
          ...servers.map(({ id, name }) => ({ is: id, label: name })),
        ]}
      />
      <SelectField
        label={i18n.t('activity.pair')}
        value={filter.pairId}
        choices={[
          any(i18n.t('activity.allPairs')),
          ...pairs.map((pair) => ({ is: pair.id, label: pairText(pair, servers) })),
        ]}
      />
    </search>
  );
}

const kinds = (): { is: ActivityKind | typeof ALL; label: string }[] => [
  { is: ALL, label: i18n.t('activity.all') },
  { is: 'write', label: i18n.t('activity.write') },
  { is: 'clear', label: i18n.t('activity.clear') },
  { is: 'undo', label: i18n.t('activity.undoKind') },
  { is: 'conflict', label: i18n.t('activity.conflict') },
  { is: 'skip', label: i18n.t('activity.skip') },
];

function byDay(groups: RunGroup[]): [string, RunGroup[]][] {
  const days = new Map<string, RunGroup[]>();
  for (const group of groups) {
    const day = dayOf(group.run.until);
    days.set(day, [...(days.get(day) ?? []), group]);
  }
  return [...days];
}
