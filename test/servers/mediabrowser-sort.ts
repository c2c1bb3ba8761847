import type { UserData } from './mediabrowser-data';
import type { Params } from './mediabrowser-params';
import type { SimUser } from './people';
import type { SimItem } from './shelf';

type Compare = (a: SimItem, b: SimItem) => number;

const text = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const STATIC: Record<string, Compare> = {
  sortname: (a, b) => text(a.sortName, b.sortName),
  name: (a, b) => text(a.name, b.name),
  datecreated: (a, b) => a.addedAt - b.addedAt,
  productionyear: (a, b) => (a.year ?? 0) - (b.year ?? 0),
  premieredate: (a, b) => text(a.airDate ?? '', b.airDate ?? ''),
  parentindexnumber: (a, b) => (a.season ?? -1) - (b.season ?? -1),
  indexnumber: (a, b) => (a.episode ?? -1) - (b.episode ?? -1),
  runtime: (a, b) => (a.runtimeMs ?? 0) - (b.runtimeMs ?? 0),
  seriessortname: (a, b) => text(a.show?.sortName ?? a.sortName, b.show?.sortName ?? b.sortName),
};

function byUser(data: UserData, user: SimUser): Record<string, Compare> {
  return {
    dateplayed: (a, b) =>
      (data.truth(user, a).lastPlayed?.ms ?? 0) - (data.truth(user, b).lastPlayed?.ms ?? 0),
    playcount: (a, b) => data.truth(user, a).playCount - data.truth(user, b).playCount,
  };
}

export interface SortPlan {
  compare: Compare;
  /** Set when the order does not depend on a user: then it can be kept. */
  name: string | null;
}

/** The order asked for (by name where nothing was asked). No key is unique: ties stay ties. */
export function sortPlan(params: Params, data: UserData, user: SimUser | null): SortPlan {
  const orders = params.words('sortOrder');
  const personal: Record<string, Compare> = user ? byUser(data, user) : {};
  const steps: Compare[] = [];
  const names: string[] = [];
  let kept = true;
  const keys = params.words('sortBy');
  for (const [n, key] of (keys.length > 0 ? keys : ['sortname']).entries()) {
    const compare = STATIC[key] ?? personal[key];
    if (!compare) continue;
    if (!STATIC[key]) kept = false;
    const order = orders[n] ?? orders.at(-1) ?? 'ascending';
    const sign = order.startsWith('desc') ? -1 : 1;
    steps.push((a, b) => sign * compare(a, b));
    names.push(`${key}:${sign}`);
  }
  return {
    name: kept ? names.join(',') : null,
    compare: (a, b) => {
      for (const step of steps) {
        const result = step(a, b);
        if (result !== 0) return result;
      }
      return 0;
    },
  };
}
