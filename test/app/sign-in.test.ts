import 'fake-indexeddb/auto';
import { beforeEach, expect, it } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { browserHome } from '../../entrypoints/background/home';
import { askSignIn, beginSignIn, listSignIns } from '../../lib/app/sign-in';
import { db } from '../../lib/store/db';
import { endSignIn } from '../../lib/store/sign-ins';
import { bench } from '../adapters/bench';
import { problemFrom } from '../adapters/probe';

beforeEach(async () => {
  Object.assign(fakeBrowser.permissions, { contains: async () => true });
  await Promise.all(db.tables.map((table) => table.clear()));
});

async function begin() {
  const { sim } = await bench('jellyfin', { version: '10.11.11' });
  const draft = { id: 'attic', kind: 'jellyfin' as const, name: 'Attic', address: sim.url };
  const nobody = { userId: null, userName: null, libraries: null };
  const begun = await beginSignIn(browserHome, { ...draft, ...nobody }, 'quick-connect');
  return { sim, code: begun.is === 'waiting' ? begun.code : '' };
}

it('gives the token with the address of the server that gave the code, and keeps neither', async () => {
  const { sim, code } = await begin();
  expect(await askSignIn(browserHome, 'attic')).toMatchObject({ is: 'waiting', code });
  sim.authorizeQuickConnect(code, 'ben');
  expect(await askSignIn(browserHome, 'attic')).toMatchObject({
    is: 'signed-in',
    signIn: { userName: 'ben', address: sim.url },
  });
  expect(await listSignIns(browserHome)).toEqual([]);
});

it('is over once it was stopped, whatever is approved after', async () => {
  const { sim, code } = await begin();
  await endSignIn(db, 'attic');
  sim.authorizeQuickConnect(code, 'ben');
  expect((await problemFrom(askSignIn(browserHome, 'attic'))).code).toBe('sign-in-over');
});
