import { bench } from './bench';
import { culpritContract } from './contract-culprits';
import { dirtContract } from './contract-dirt';
import { faultContract } from './contract-faults';
import { findingContract } from './contract-finding';
import { identityContract } from './contract-identity';
import { listingContract } from './contract-listing';
import { posterContract } from './contract-posters';
import type { Product, Start } from './contract-product';
import { searchContract } from './contract-search';
import { totalsContract } from './contract-totals';
import { videoContract } from './contract-videos';
import { writingContract } from './contract-writing';

/** What every adapter promises, checked against its simulated server over HTTP. */
export function contract(product: Product): void {
  const { kind, version } = product;
  const start: Start = (setup = {}) => bench(kind, { ...(version && { version }), ...setup });

  identityContract(product, start);
  listingContract(product, start);
  totalsContract(product, start);
  findingContract(start);
  searchContract(start);
  posterContract(product, start);
  writingContract(product, start);
  faultContract(product, start);
  culpritContract(product, start);
  videoContract(start);
  dirtContract(product, start);
}
