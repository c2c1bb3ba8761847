import { db, getMeta, type PlayheadDb, setMeta } from './db';

/** Are settings put into the browser's own sync, and how did that go? */
export interface SyncPreference {
  on: boolean;
  /** This browser's random name there. */
  owner: string;
  /** Epoch ms of the last time that something was put there. */
  sharedAt: number | null;
  failed: boolean;
}

export const BROWSER_SYNC_KEY = 'browserSync';

export const readSyncPreference = async (from: PlayheadDb = db): Promise<SyncPreference> =>
  (await getMeta<SyncPreference>(from, BROWSER_SYNC_KEY)) ?? {
    on: false,
    owner: '',
    sharedAt: null,
    failed: false,
  };

export const saveSyncPreference = (to: PlayheadDb, value: SyncPreference): Promise<void> =>
  setMeta(to, BROWSER_SYNC_KEY, value);

/** Are notifications wanted, and what was told already? */
export interface NoticePreference {
  on: boolean;
  told: string[];
  /** Epoch ms by server id. */
  silentSince: Record<string, number>;
}

export const NOTICES_KEY = 'notices';

export const readNoticePreference = async (from: PlayheadDb = db): Promise<NoticePreference> =>
  (await getMeta<NoticePreference>(from, NOTICES_KEY)) ?? { on: false, told: [], silentSince: {} };

export const saveNoticePreference = (to: PlayheadDb, value: NoticePreference): Promise<void> =>
  setMeta(to, NOTICES_KEY, value);

/** Are posters wanted? */
export interface PosterPreference {
  on: boolean;
}

export const POSTERS_KEY = 'posters';

export const readPosterPreference = async (from: PlayheadDb = db): Promise<PosterPreference> =>
  (await getMeta<PosterPreference>(from, POSTERS_KEY)) ?? { on: false };

export const savePosterPreference = (to: PlayheadDb, value: PosterPreference): Promise<void> =>
  setMeta(to, POSTERS_KEY, value);
