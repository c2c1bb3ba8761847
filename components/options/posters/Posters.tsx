import './posters.css';
import { type ComponentChildren, createContext } from 'preact';
import { useContext } from 'preact/hooks';
import { readPosterPreference } from '../../../lib/store/read-preferences';
import { useLive } from '../../useLive';
import { Poster } from './Poster';

const Wanted = createContext(false);

/** Around titles that may show their posters: is there once it is known whether they are wanted. */
export function Posters({ children }: { children: ComponentChildren }) {
  const preference = useLive(() => readPosterPreference()).value.value;
  if (!preference) return null;
  return <Wanted.Provider value={preference.on}>{children}</Wanted.Provider>;
}

interface Props {
  /** The title's item ids, by server. */
  items: Record<string, string>;
  children: ComponentChildren;
}

/** What is said of a title, beside its poster where posters are wanted. */
export function BesidePoster({ items, children }: Props) {
  if (!useContext(Wanted)) return <>{children}</>;
  return (
    <div class="with-poster">
      <Poster items={items} />
      <div class="beside-poster">{children}</div>
    </div>
  );
}
