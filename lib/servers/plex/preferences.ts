import { problemOf } from '../../model/problem';
import type { Http } from '../http';
import { expectShape, readRow } from '../schema';
import { preference, preferences } from './schema';

const ENDPOINT = '/:/prefs';
const THRESHOLD = 'LibraryVideoPlayedThreshold';

/**
 * The share of its runtime from which this server counts a video as watched. Where it goes by the
 * credits instead (`LibraryVideoPlayedAtBehaviour`), the share still stands for titles without a
 * credits marker, and the marker is looked at with each title. Null where this user may not read
 * the preferences, or they do not say.
 */
export async function finishLineOf(http: Http): Promise<number | null> {
  const answer = await http.json({ path: ENDPOINT, mayRefuse: true }).catch((error) => {
    const { code } = problemOf(error);
    if (code === 'forbidden' || code === 'not-found') return null;
    throw error;
  });
  if (answer === null) return null;
  const { Setting } = expectShape(preferences, answer, ENDPOINT).MediaContainer;
  for (const raw of Setting ?? []) {
    const read = readRow(preference, raw);
    if (read?.id === THRESHOLD && read.value > 0 && read.value <= 100) return read.value / 100;
  }
  return null;
}
