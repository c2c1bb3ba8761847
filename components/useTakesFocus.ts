import type { RefObject } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';

/** What belongs together: where the keyboard is in another one, the person has gone on. */
const ROOM = 'article, form, section.card';

/**
 * Takes the keyboard to an element that can be focused as it appears (`when`: as that becomes true),
 * unless the person has gone to another card or form meanwhile.
 */
export function useTakesFocus<T extends HTMLElement>(when = true): RefObject<T | null> {
  const element = useRef<T>(null);
  useLayoutEffect(() => {
    const room = document.activeElement?.closest(ROOM);
    if (when && (!room || room.contains(element.current))) element.current?.focus();
  }, [when]);
  return element;
}
