import { getMeta, setMeta } from './meta';
import type { Store } from './port';

/** Are settings put into the browser's own sync, and how did that go? */
export interface SyncPreference {
  on: boolean;
  /** This browser's random name there. */
  owner: string;
  /** Epoch ms of the last time that something was put there. */
  sharedAt: number | null;
  /** The same, of what is being put there, or was when the worker died. */
  puttingAt?: number | null;
  failed: boolean;
}

export const BROWSER_SYNC_KEY = 'browserSync';

export const syncPreference = async (from: Store): Promise<SyncPreference> =>
  (await getMeta<SyncPreference>(from, BROWSER_SYNC_KEY)) ?? {
    on: false,
    owner: '',
    sharedAt: null,
    failed: false,
  };

export const saveSyncPreference = (to: Store, value: SyncPreference): Promise<void> =>
  setMeta(to, BROWSER_SYNC_KEY, value);

/** Are notifications wanted, and what was told already? */
export interface NoticePreference {
  on: boolean;
  told: string[];
  /** Epoch ms by server id. */
  silentSince: Record<string, number>;
}

export const NOTICES_KEY = 'notices';

export const noticePreference = async (from: Store): Promise<NoticePreference> =>
  (await getMeta<NoticePreference>(from, NOTICES_KEY)) ?? { on: false, told: [], silentSince: {} };

export const saveNoticePreference = (to: Store, value: NoticePreference): Promise<void> =>
  setMeta(to, NOTICES_KEY, value);

/** Are posters wanted? */
export interface PosterPreference {
  on: boolean;
}

export const POSTERS_KEY = 'posters';

export const posterPreference = async (from: Store): Promise<PosterPreference> =>
  (await getMeta<PosterPreference>(from, POSTERS_KEY)) ?? { on: false };

export const savePosterPreference = (to: Store, value: PosterPreference): Promise<void> =>
  setMeta(to, POSTERS_KEY, value);
