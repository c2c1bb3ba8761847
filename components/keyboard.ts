/** From the inside out, where a person goes on when what had the keyboard is gone. */
const PLACES = 'li, fieldset, form, article, section, main, .popup';
const HEADS = ['.headline', 'h1, h2, h3, h4'];

/**
 * Keeps the keyboard on the page: when what had it goes away or is switched off, it goes to the
 * heading of the nearest place that is still there. Answers how to stop that.
 */
export function keepKeyboard(root: HTMLElement): () => void {
  let last: Element | null = null;
  let around: HTMLElement[] = [];
  let byKeyboard = true;
  const pressed = (event: Event) => {
    byKeyboard = event.type === 'keydown';
  };
  const remember = (event: Event) => {
    last = event.target as Element;
    around = placesAround(last);
  };
  const goOn = () => {
    const now = document.activeElement;
    const elsewhere = now !== null && now !== document.body && now !== last;
    if (!last || elsewhere || (last.isConnected && !last.matches(':disabled'))) return;
    const place = around.find((one) => root.contains(one)) ?? root;
    const head = HEADS.map((one) => place.querySelector<HTMLElement>(one)).find(Boolean) ?? place;
    if (!head.hasAttribute('tabindex')) head.tabIndex = -1;
    // A person with a mouse is looking at something: the page stays where it is.
    head.focus({ preventScroll: !byKeyboard });
  };
  const changes = new MutationObserver(goOn);
  changes.observe(root, { childList: true, subtree: true, attributeFilter: ['disabled'] });
  root.addEventListener('focusin', remember);
  document.addEventListener('keydown', pressed, true);
  document.addEventListener('pointerdown', pressed, true);
  return () => {
    changes.disconnect();
    root.removeEventListener('focusin', remember);
    document.removeEventListener('keydown', pressed, true);
    document.removeEventListener('pointerdown', pressed, true);
  };
}

function placesAround(element: Element): HTMLElement[] {
  const places: HTMLElement[] = [];
  let place = element.parentElement?.closest<HTMLElement>(PLACES);
  while (place) {
    places.push(place);
    place = place.parentElement?.closest<HTMLElement>(PLACES);
  }
  return places;
}
