import { useSignal } from '@preact/signals';
import { i18n } from '#i18n';
import type { Activity } from '../../../lib/model/run';
import type { Overview } from '../../../lib/store/read';
import {
  type RunCounts,
  type RunGroup,
  type RunRows,
  readRows,
  summedUp,
} from '../../../lib/store/read-activity';
import { Button } from '../../Button';
import { useLive } from '../../useLive';
import { ActivityRow } from './ActivityRow';
import { Near } from './Near';
import { sayRunCounts } from './words';

/** Rows of a run that are read at first, and that are drawn together. */
const ROWS = 50;
const ROW_HEIGHT = 51;
const HEAD_HEIGHT = 84;
const IDLE_HEIGHT = 22;

interface Props {
  group: RunGroup;
  overview: Overview;
}

/** Did it have nothing to do, and nothing in its way? */
export const isIdle = ({ run: { summary, waiting } }: RunGroup): boolean =>
  summary?.outcome === 'done' && sumOf(summedUp(summary)) === 0 && waiting.length === 0;

/** The height that a run is expected to take, px. */
export function heightOf(group: RunGroup): number {
  if (isIdle(group)) return IDLE_HEIGHT;
  const { run, fitting, waiting } = group;
  const known = run.summary ? sumOf(summedUp(run.summary)) - waiting.length : 1;
  const rows = fitting ? fitting.rows.length : known;
  return HEAD_HEIGHT + Math.min(rows, ROWS) * ROW_HEIGHT;
}

/** The numbers of a run and its rows, as far as they were asked for. */
export function AllRows({ group, overview }: Props) {
  const limit = useSignal(ROWS);
  const { run } = group;
  const about = `${run.runId} ${limit.value} ${run.until}`;
  const read = useLive(() => readRows(run, limit.value), about).value.value;
  if (!read) return null;
  return (
    <>
      <FittingRows rows={read} group={group} overview={overview} />
      {read.more > 0 && (
        <p class="buttons">
          <Button
            class="small"
            press={() => {
              limit.value += read.more;
            }}
          >
            {i18n.t('activity.moreRows', read.more)}
          </Button>
        </p>
      )}
    </>
  );
}

/** The numbers of a run, and the rows given. */
export function FittingRows({ rows: read, group, overview }: Props & { rows: RunRows }) {
  const { rows } = read;
  const heading = sayHeading(group, read);
  return (
    <>
      {heading && <p class="quiet">{heading}</p>}
      {chunksOf(rows).map((chunk, index) => (
        <Chunk key={index} rows={chunk} overview={overview} alone={rows.length <= ROWS} />
      ))}
    </>
  );
}

function Chunk(props: { rows: Activity[]; overview: Overview; alone: boolean }) {
  const { rows, overview, alone } = props;
  const list = () => (
    <ul class="activity-rows">
      {rows.map((row) => (
        <ActivityRow key={row.activityId} row={row} overview={overview} />
      ))}
    </ul>
  );
  return alone ? list() : <Near height={rows.length * ROW_HEIGHT}>{list}</Near>;
}

function chunksOf(rows: Activity[]): Activity[][] {
  const count = Math.ceil(rows.length / ROWS);
  return Array.from({ length: count }, (_, n) => rows.slice(n * ROWS, (n + 1) * ROWS));
}

const sumOf = (counts: RunCounts): number =>
  counts.copied + counts.cleared + counts.undone + counts.leftOut;

function sayHeading({ run, waiting }: RunGroup, { rows, more, counts }: RunRows): string {
  const said = sayRunCounts(counts);
  const shown = rows.length + more + waiting.length;
  const parts = [
    run.times > 1 ? i18n.t('activity.runs', run.times) : '',
    said,
    run.held > 0 ? i18n.t('activity.heldBack', run.held) : '',
    shown < sumOf(counts) ? i18n.t('activity.shown', shown) : '',
  ];
  return parts.filter(Boolean).join(' · ');
}
