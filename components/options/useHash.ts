import { useEffect, useState } from 'preact/hooks';

const read = (): string[] => location.hash.replace(/^#/, '').split('/');

/** The page's place, from the address: `#servers/add` is ['servers', 'add']. */
export function useHash(): string[] {
  const [place, setPlace] = useState(read);
  useEffect(() => {
    const changed = () => setPlace(read());
    addEventListener('hashchange', changed);
    return () => removeEventListener('hashchange', changed);
  }, []);
  return place;
}

export function goTo(place: string): void {
  location.hash = place;
}

/**
 * An id as a part of an address: one from a settings file may be any text. Read parts stay as they
 * are, and are compared with this.
 */
export const inAddress = (id: string): string => encodeURIComponent(id);

/** Behind a server's id: its sign-in begins at once. */
export const AT_ONCE = '/sign-in';
