/**
 * The second click of a double-click presses only the button that the first one pressed: not one that
 * has come to stand there meanwhile. Answers how to stop that.
 */
export function ignoreStrayClicks(root: HTMLElement): () => void {
  let first: Element | null = null;
  const click = (event: MouseEvent) => {
    const button = (event.target as Element).closest('button, a.button');
    if (event.detail < 2) first = button;
    else if (button !== null && button !== first) {
      event.preventDefault();
      event.stopImmediatePropagation();
    }
  };
  root.addEventListener('click', click, true);
  return () => root.removeEventListener('click', click, true);
}
