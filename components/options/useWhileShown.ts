import { useEffect, useRef } from 'preact/hooks';

/**
 * Does this only while the component is on the page: an answer that comes late must not move a
 * person who is elsewhere by then.
 */
export function useWhileShown(act: () => void): () => void {
  const shown = useRef(true);
  useEffect(
    () => () => {
      shown.current = false;
    },
    [],
  );
  return () => {
    if (shown.current) act();
  };
}
