import { useRef } from 'preact/hooks';
import { i18n } from '#i18n';
import { readActivity, type ServerView } from '../../lib/store/read';
import { FromTo } from '../FromTo';
import { sayWhere } from '../names';
import { RelativeTime } from '../RelativeTime';
import { NO_BREAK } from '../time';
import { UndoButton } from '../UndoButton';
import { useLive } from '../useLive';

const SHOWN = 3;
/** What was left out or undone is history too, and is passed over here. */
const READ = 100;

/** The last few writes, each with its way back. */
export function RecentChanges({ servers }: { servers: ServerView[] }) {
  const read = useLive(() => readActivity(READ)).value.value;
  const shown = useRef(new Set<string>());
  if (!read) return null;
  // What is undone here says so where it stands, and no other comes to stand there.
  const rows = read
    .filter(({ kind, undoneAt, activityId }) => {
      const standing = kind !== 'skip' && kind !== 'undo' && undoneAt === null;
      return standing || shown.current.has(activityId);
    })
    .slice(0, SHOWN);
  for (const { activityId } of rows) shown.current.add(activityId);
  return (
    <section>
      <h2>{i18n.t('popup.recent')}</h2>
      {rows.length === 0 && <p class="quiet">{i18n.t('popup.noChanges')}</p>}
      <ul class="rows">
        {rows.map((row) => (
          <li key={row.activityId} class="change">
            <div>
              <p class="title">{row.title}</p>
              <p>
                <FromTo kind={row.kind} fromMs={row.fromMs} toMs={row.toMs} />
              </p>
              <p class="quiet">
                {sayWhere(row, servers)}
                {NO_BREAK}· <RelativeTime at={row.at} />
              </p>
            </div>
            <UndoButton row={row} servers={servers} />
          </li>
        ))}
      </ul>
      <p class="more">
        <a href="options.html#activity" target="_blank" rel="noreferrer">
          {i18n.t('popup.allActivity')}
        </a>
      </p>
    </section>
  );
}
