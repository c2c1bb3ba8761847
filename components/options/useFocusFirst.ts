import type { RefObject } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

/** Takes the keyboard, and the view, to the first field of a form that was opened. */
export function useFocusFirst(opened: boolean): RefObject<HTMLFormElement | null> {
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (opened) form.current?.querySelector<HTMLElement>('input, select')?.focus();
  }, [opened]);
  return form;
}
