import { ProblemError } from '../model/problem';
import { databasesHere } from './database-place';

/**
 * The browser's databases, as Dexie may use them. It would open a database of a later version as it
 * stands, and bend its tables to what it knows: such a one is refused instead.
 */
export const sameVersionOnly: Pick<IDBFactory, 'open' | 'deleteDatabase' | 'databases' | 'cmp'> = {
  open(name, version) {
    if (version === undefined) throw new ProblemError({ code: 'memory-newer' });
    return browsers().open(name, version);
  },
  deleteDatabase: (name) => browsers().deleteDatabase(name),
  databases: () => browsers().databases(),
  cmp: (one, other) => browsers().cmp(one, other),
};

/** Some private windows have none. */
function browsers(): IDBFactory {
  const databases = databasesHere();
  if (!databases) throw new ProblemError({ code: 'memory-refused' });
  return databases;
}
