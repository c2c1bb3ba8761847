import { useEffect, useRef } from 'preact/hooks';

/**
 * Does this only while the component is on the page: an answer that comes late must not move a
 * person who is elsewhere by then.
 */
export function useWhileShown<A extends unknown[]>(act: (...given: A) => void) {
  const shown = useRef(true);
  useEffect(
    () => () => {
      shown.current = false;
    },
    [],
  );
  return (...given: A): void => {
    if (shown.current) act(...given);
  };
}
