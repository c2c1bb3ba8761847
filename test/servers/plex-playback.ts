import { hex, type SimUser } from './people';
import type { PlexServer } from './plex';
import { metadataRow, type Row } from './plex-rows';
import { seconds, UNSEEN } from './plex-views';
import { leaves, type SimItem } from './shelf';

export interface TimelineReport {
  user: SimUser;
  item: SimItem;
  state: 'playing' | 'paused' | 'buffering' | 'stopped';
  time: number;
  /** Client, and its session where it names one: several reports of one playback share it. */
  session: string;
  device: string;
  product: string;
}

interface PlaySession extends TimelineReport {
  key: number;
  /** Some report of this session was stored, so crossing the finish line counts as watched. */
  armed: boolean;
  reportedAt: number;
}

interface HistoryRow {
  item: SimItem;
  user: SimUser;
  viewedAt: number;
}

const PERCENT = 100;
const GHOST_MS = 30 * 60_000;
const LOCAL_OWNER_ID = 1;

/** Sessions and what playback does to view states. */
export class PlexPlayback {
  readonly history: HistoryRow[] = [];
  private readonly sessions = new Map<string, PlaySession>();
  private keys = 0;

  constructor(private readonly server: PlexServer) {}

  /** Where a video counts as watched: the threshold, or a credits marker before it. */
  finishLine(item: SimItem): number | null {
    if (item.runtimeMs === null) return null;
    const { playedThreshold = 90, playedAtBehaviour = 3 } = this.server.options;
    const threshold = (item.runtimeMs * playedThreshold) / PERCENT;
    const credits = item.creditsMs;
    if (playedAtBehaviour === 0 || credits === null) return threshold;
    return playedAtBehaviour === 3 ? Math.min(threshold, credits) : credits;
  }

  /**
   * A timeline report. Too early, or at the finish line without an earlier report of the same
   * session below it: nothing is stored, though the answer is the same. Returns what happened.
   */
  report(report: TimelineReport): 'stored' | 'watched' | 'nothing' {
    const { server } = this;
    const { user, item, time } = report;
    const known = this.sessions.get(report.session);
    const same = known && known.item === item && known.user === user ? known : null;
    let armed = same?.armed ?? false;
    let outcome: 'stored' | 'watched' | 'nothing' = 'nothing';
    const line = this.finishLine(item);
    if (line !== null && time >= line) {
      if (armed || server.options.watchedByLoneReport) {
        this.scrobble(user, item);
        this.history.push({ item, user, viewedAt: seconds(server.now()) });
        outcome = 'watched';
      }
      armed = false;
    } else if (time > (server.options.minimumProgressMs ?? 60_000)) {
      const lastViewedAt = seconds(server.stampTime());
      server.views.write(user, item, { viewOffset: time, lastViewedAt, dismissed: false });
      armed = true;
      outcome = 'stored';
    }
    if (report.state === 'stopped') this.sessions.delete(report.session);
    else {
      if (!same) this.keys += 1;
      const key = same?.key ?? this.keys;
      this.sessions.set(report.session, { ...report, key, armed, reportedAt: server.now() });
    }
    return outcome;
  }

  /** Marks watched: one view more, no offset, viewed now. Cascades from shows and seasons. */
  scrobble(user: SimUser, item: SimItem, at = this.server.stampTime()): void {
    for (const leaf of leaves(item)) {
      const { viewCount } = this.server.views.truth(user, leaf);
      const patch = { viewCount: viewCount + 1, viewOffset: 0, lastViewedAt: seconds(at) };
      this.server.views.write(user, leaf, patch);
    }
  }

  /** Marks unwatched: offset, count and date are gone. Cascades from shows and seasons. */
  unscrobble(user: SimUser, item: SimItem): void {
    for (const leaf of leaves(item)) {
      const { favourite } = this.server.views.truth(user, leaf);
      this.server.views.write(user, leaf, { ...UNSEEN, favourite });
    }
  }

  /** Rows of what plays now; a device that fell silent lingers for half an hour. */
  rows(): Row[] {
    const { server } = this;
    const now = server.now();
    for (const [id, one] of this.sessions) {
      if (now - one.reportedAt > GHOST_MS && !server.playsStill(id)) this.sessions.delete(id);
    }
    const wish = { guids: true, markers: false, section: true };
    return [...this.sessions.values()].map((one) => ({
      ...metadataRow(server, one.item, one.user, wish),
      viewOffset: one.time,
      sessionKey: String(one.key),
      User: { id: String(this.accountId(one.user)), title: one.user.name },
      Player: {
        machineIdentifier: one.session.split('|')[0],
        state: one.state,
        product: one.product,
        title: one.device,
      },
      Session: { id: hex(one.session), bandwidth: 4000, location: 'lan' },
    }));
  }

  historyRows(): Row[] {
    return this.history.map(({ item, user, viewedAt }) => ({
      historyKey: `/status/sessions/history/${item.id}`,
      ratingKey: item.id,
      type: item.kind,
      title: item.name,
      viewedAt,
      accountID: this.accountId(user),
    }));
  }

  /** The owner is account 1 on the own server, whatever the number at plex.tv. */
  private accountId(user: SimUser): number {
    return user === this.server.people.users[0] ? LOCAL_OWNER_ID : Number(user.id);
  }
}
