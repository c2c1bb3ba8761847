import './lanes.css';
import { i18n } from '#i18n';
import { Bar } from '../../Bar';
import { clockOf } from '../../time';

export interface Lane {
  name: string;
  text: string;
  ms: number;
  /** Where it stood before. */
  wasMs?: number;
}

interface Props {
  runtimeMs: number | null;
  lanes: Lane[];
}

/** Where each server stands in the length of one title, as a bar and in words. */
export function Lanes({ runtimeMs, lanes }: Props) {
  return (
    <div class="lanes">
      {lanes.map((lane) => (
        <div key={lane.name} class="lane">
          <span class="title">{lane.name}</span>
          {runtimeMs ? <Bar runtimeMs={runtimeMs} ms={lane.ms} wasMs={lane.wasMs} /> : <span />}
          <span class="from-to">{lane.text}</span>
        </div>
      ))}
      <p class="hint">
        {runtimeMs ? i18n.t('bar.length', [clockOf(runtimeMs)]) : i18n.t('bar.noLength')}
      </p>
    </div>
  );
}
