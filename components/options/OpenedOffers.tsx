import type { FunctionComponent } from 'preact';
import { useEffect, useState } from 'preact/hooks';

let here: FunctionComponent | null = null;

/** What other browsers offer; its code comes after the page itself. */
export function OpenedOffers() {
  const [, arrived] = useState(false);
  useEffect(() => {
    void import('./Offers').then(({ FirstOffers }) => {
      here = FirstOffers;
      arrived(true);
    });
  }, []);
  const Shown = here;
  return Shown && <Shown />;
}
