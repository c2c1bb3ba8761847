import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it } from 'vitest';
import { PlayheadDb } from '../../lib/store/db';
import {
  closeSignIn,
  endSignIn,
  keepSignIn,
  newSignIn,
  type PendingSignIn,
  pendingSignIns,
} from '../../lib/store/sign-ins';

const pending: PendingSignIn = {
  way: 'plex',
  server: {
    id: 'den',
    kind: 'plex',
    name: 'Den',
    address: '',
    userId: null,
    userName: null,
    libraries: null,
  },
  code: 'abcd',
  key: '1',
  expiresAt: 1,
  account: null,
  person: null,
};
const again = { ...pending, key: '2' };

let made = 0;
let db: PlayheadDb;
beforeEach(async () => {
  db = new PlayheadDb(`sign-ins-${++made}`);
  await newSignIn(db, pending);
});

describe('a sign-in that goes on elsewhere', () => {
  it('is kept with what was learnt of it', async () => {
    await keepSignIn(db, { ...pending, account: 'secret' });
    expect(await pendingSignIns(db)).toEqual([{ ...pending, account: 'secret' }]);
  });

  it('does not come back with its secrets once it was stopped', async () => {
    await endSignIn(db, 'den');
    await keepSignIn(db, { ...pending, account: 'secret' });
    expect(await pendingSignIns(db)).toEqual([]);
  });

  it('neither changes nor ends the one that was begun after it', async () => {
    await newSignIn(db, again);
    await keepSignIn(db, { ...pending, account: 'secret' });
    await closeSignIn(db, pending);
    expect(await pendingSignIns(db)).toEqual([again]);
    await closeSignIn(db, again);
    expect(await pendingSignIns(db)).toEqual([]);
  });
});
