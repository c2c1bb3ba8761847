import { i18n } from '#i18n';
import { type DayCount, readDays } from '../../../lib/store/read-activity';
import { dayOf, shortDay } from '../../days';
import { useLive } from '../../useLive';
import { sayNumber } from '../numbers';

const DAYS = 30;
const [WIDTH, HEIGHT, GAP] = [600, 96, 4];
const STEP = WIDTH / DAYS;

/** From the ground up. Each has a pattern of its own beside its colour. */
const PARTS = ['copied', 'cleared', 'conflicts', 'held'] as const;
type Part = (typeof PARTS)[number];

const SAY: Record<Part, () => string> = {
  copied: () => i18n.t('chart.copied'),
  cleared: () => i18n.t('chart.cleared'),
  conflicts: () => i18n.t('chart.conflicts'),
  held: () => i18n.t('chart.held'),
};

/** What was done on each of the last 30 days, as stacked bars and as a table. */
export function DayChart({ pairId }: { pairId: string }) {
  const days = useLive(() => readDays(DAYS, pairId || undefined), pairId).value.value;
  if (!days) return null;
  const most = Math.max(...days.map(heightOf));
  return (
    <section class="card chart" aria-labelledby="chart-heading">
      <h2 id="chart-heading">{i18n.t('chart.heading')}</h2>
      {most === 0 ? (
        <p class="quiet">{i18n.t('chart.nothing')}</p>
      ) : (
        <Bars days={days} most={most} />
      )}
      {most > 0 && <DayTable days={days} />}
    </section>
  );
}

const heightOf = (day: DayCount): number => PARTS.reduce((sum, part) => sum + day[part], 0);

const sayDay = ({ copied, cleared, conflicts, held }: DayCount): string =>
  [
    i18n.t('result.written', copied, [sayNumber(copied)]),
    i18n.t('result.cleared', cleared, [sayNumber(cleared)]),
    i18n.t('result.conflicts', conflicts, [sayNumber(conflicts)]),
    i18n.t('chart.heldRuns', held, [sayNumber(held)]),
  ].join(', ');

/** `yyyy-mm-dd` as a moment of that day here. */
const momentOf = ({ day }: DayCount): number => new Date(`${day}T12:00:00`).getTime();

function Bars({ days, most }: { days: DayCount[]; most: number }) {
  const total = days.reduce(
    (sum, day) => {
      for (const part of PARTS) sum[part] += day[part];
      return sum;
    },
    { day: '', pairId: '', copied: 0, cleared: 0, conflicts: 0, held: 0 },
  );
  return (
    <figure>
      <div class="chart-plot">
        <span class="hint chart-most">{sayNumber(most)}</span>
        <svg
          viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
          preserveAspectRatio="none"
          role="img"
          aria-label={sayDay(total)}
        >
          <Patterns />
          <line class="chart-line" x1="0" y1="0.5" x2={WIDTH} y2="0.5" />
          <line class="chart-line" x1="0" y1={HEIGHT - 0.5} x2={WIDTH} y2={HEIGHT - 0.5} />
          {days.map((day, index) => (
            <DayBar key={day.day} day={day} x={index * STEP} scale={(HEIGHT - 2) / most} />
          ))}
        </svg>
      </div>
      <p class="hint chart-days" aria-hidden="true">
        {[0, Math.floor(DAYS / 2), DAYS - 1].map((index) => (
          <span key={index}>{shortDay(momentOf(days[index]!))}</span>
        ))}
      </p>
      <figcaption class="legend">
        {PARTS.map((part) => (
          <span key={part}>
            <svg width="12" height="12" aria-hidden="true">
              <rect class={`part-${part}`} x="0.5" y="0.5" width="11" height="11" rx="2" />
            </svg>
            {SAY[part]()} <span class="quiet">{sayNumber(total[part])}</span>
          </span>
        ))}
      </figcaption>
    </figure>
  );
}

function DayBar({ day, x, scale }: { day: DayCount; x: number; scale: number }) {
  let top = HEIGHT - 1;
  return (
    <g>
      <title>{i18n.t('chart.onDay', [dayOf(momentOf(day)), sayDay(day)])}</title>
      <rect class="chart-day" x={x} y="0" width={STEP} height={HEIGHT} />
      {PARTS.filter((part) => day[part] > 0).map((part) => {
        const height = Math.max(2, day[part] * scale);
        top -= height;
        return (
          <rect
            key={part}
            class={`part-${part}`}
            x={x + GAP / 2}
            y={top}
            width={STEP - GAP}
            height={height}
          />
        );
      })}
    </g>
  );
}

function Patterns() {
  return (
    <defs>
      <pattern id="hatched" width="5" height="5" patternUnits="userSpaceOnUse">
        <rect class="hatch-ground" width="5" height="5" />
        <path class="hatch" d="M-1 1l2-2M0 5l5-5M4 6l2-2" />
      </pattern>
      <pattern id="dotted" width="4" height="4" patternUnits="userSpaceOnUse">
        <rect class="dot-ground" width="4" height="4" />
        <circle class="dot" cx="2" cy="2" r="1" />
      </pattern>
    </defs>
  );
}

function DayTable({ days }: { days: DayCount[] }) {
  return (
    <details>
      <summary>{i18n.t('chart.asTable')}</summary>
      <table>
        <thead>
          <tr>
            <th scope="col">{i18n.t('chart.day')}</th>
            {PARTS.map((part) => (
              <th key={part} scope="col">
                {SAY[part]()}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {[...days].reverse().map((day) => (
            <tr key={day.day}>
              <th scope="row">{dayOf(momentOf(day))}</th>
              {PARTS.map((part) => (
                <td key={part}>{sayNumber(day[part])}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}
