import { useRef } from 'preact/hooks';

/** Where the keyboard goes from a form that is closed. */
export interface GoOn {
  /** To the card of this id, as soon as it is there. */
  to(id: string): void;
  /** For the heading of the card of this id. */
  heading(id: string): (element: HTMLElement | null) => void;
}

/** Takes the keyboard from a form that closes to the card that was saved, or left as it was. */
export function useGoOn(): GoOn {
  const next = useRef<string | null>(null);
  return {
    to: (id) => {
      next.current = id;
    },
    heading: (id) => (element) => {
      if (element === null || next.current !== id) return;
      next.current = null;
      element.focus();
    },
  };
}
