import type { FunctionComponent } from 'preact';
import { useEffect, useState } from 'preact/hooks';

/** A component whose code comes when it is first shown; until then there is nothing. */
export function later<P extends object>(
  load: () => Promise<FunctionComponent<P>>,
): FunctionComponent<P> {
  let here: FunctionComponent<P> | null = null;
  return function Arriving(props: P) {
    const [, arrived] = useState(false);
    useEffect(() => {
      if (here) return;
      void load().then((component) => {
        here = component;
        arrived(true);
      });
    }, []);
    const Shown = here;
    return Shown ? <Shown {...props} /> : null;
  };
}
