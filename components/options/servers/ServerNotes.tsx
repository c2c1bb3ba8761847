import { i18n } from '#i18n';
import { percentOf } from '../../../lib/model/percent';
import type { ServerView } from '../../../lib/store/read';

/** What is odd about a server without being a failure, and what follows from it. */
export function ServerNotes({ server }: { server: ServerView }) {
  const { timesAhead, noTimes, oddTotal } = server.state ?? {};
  const notes = [
    timesAhead && i18n.t('servers.timesAhead'),
    noTimes && i18n.t('servers.noTimes'),
    oddTotal && i18n.t('servers.oddTotal', [String(oddTotal.said), String(oddTotal.got)]),
    sayTaughtLine(server),
  ];
  return (
    <>
      {notes.filter(Boolean).map((note) => (
        <p key={note}>{note}</p>
      ))}
    </>
  );
}

/** For so long what a server did is told on every page. */
const NEWS_MS = 7 * 24 * 60 * 60_000;

/** At the top of the pages: that a server took a position for the end of a title. `now`: epoch ms. */
export function FinishLineNews({ servers, now }: { servers: ServerView[]; now: number }) {
  const news = servers.filter(({ state }) => now - (state?.taughtLine?.at ?? 0) < NEWS_MS);
  return (
    <>
      {news.map((server) => (
        <p key={server.id} class="card">
          {sayTaughtLine(server)}
        </p>
      ))}
    </>
  );
}

function sayTaughtLine({ name, state }: ServerView): string | null {
  const line = state?.taughtLine;
  return line ? i18n.t('servers.taughtLine', [name, String(percentOf(line.share))]) : null;
}
