import 'fake-indexeddb/auto';
import { PlayheadDb } from '../../lib/store/db';
import { MapStore } from '../../lib/store/map-store';
import { storeContract } from './contract';

let made = 0;
storeContract('IndexedDB', () => new PlayheadDb(`driver-${++made}`));
storeContract('memory', () => new MapStore());
