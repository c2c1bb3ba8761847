import type { ServerView } from '../lib/store/read';

/** What a server was last found able to do; before the first contact, by its kind. */
export const canOf = ({ kind, state }: Pick<ServerView, 'kind' | 'state'>) =>
  state?.can ?? { writes: true, clears: kind !== 'plex' };
