import { ignoreStrayClicks } from './double-click';
import { keepKeyboard } from './keyboard';

/**
 * Nothing that comes or goes on a page takes a person's next press: neither the keyboard's nor the
 * second click of a double-click. Answers how to stop that.
 */
export function keepSteady(root: HTMLElement): () => void {
  const stops = [keepKeyboard(root), ignoreStrayClicks(root)];
  return () => {
    for (const stop of stops) stop();
  };
}
