import 'fake-indexeddb/auto';
import { expect, it } from 'vitest';
import { PlayheadDb } from '../../lib/store/db';
import { deviceIds, ensureDeviceId } from '../../lib/store/device-ids';

it('makes one device id for each server, however many ask at once', async () => {
  const db = new PlayheadDb('device-ids');
  const asked = ['attic', 'attic', 'cellar', 'constructor'];
  const [one, other, cellar, odd] = await Promise.all(asked.map((id) => ensureDeviceId(db, id)));
  expect(one).toBe(other);
  expect(await deviceIds(db)).toEqual({ attic: one, cellar, constructor: odd });
});
