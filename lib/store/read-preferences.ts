import { db } from './db';
import {
  type NoticePreference,
  noticePreference,
  type PosterPreference,
  posterPreference,
  type SyncPreference,
  syncPreference,
} from './preferences';

export const readSyncPreference = (): Promise<SyncPreference> => syncPreference(db);

export const readNoticePreference = (): Promise<NoticePreference> => noticePreference(db);

export const readPosterPreference = (): Promise<PosterPreference> => posterPreference(db);
