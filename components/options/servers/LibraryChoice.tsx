import { type Signal, useSignal } from '@preact/signals';
import { i18n } from '#i18n';
import type { Library } from '../../../lib/model/server';

interface Props {
  libraries: Library[];
  /** Null: all of them. */
  chosen: Signal<string[] | null>;
  /** None of those chosen is there. */
  none: boolean;
}

/** All films and episodes, or some libraries only. */
export function LibraryChoice({ libraries, chosen, none }: Props) {
  const all = chosen.value === null;
  const kept = useSignal<string[]>([]);
  return (
    <fieldset>
      <legend>{i18n.t('serverForm.libraries')}</legend>
      <label class="choice">
        <input
          type="radio"
          name="libraries"
          checked={all}
          onChange={() => {
            kept.value = chosen.value ?? [];
            chosen.value = null;
          }}
        />
        {i18n.t('serverForm.allLibraries')}
      </label>
      <label class="choice">
        <input
          type="radio"
          name="libraries"
          checked={!all}
          onChange={() => {
            chosen.value = kept.value;
          }}
        />
        {i18n.t('serverForm.someLibraries')}
      </label>
      {!all && (
        <ul class="nested">
          {libraries.map((library) => (
            <li key={library.id}>
              <Box library={library} chosen={chosen} />
            </li>
          ))}
        </ul>
      )}
      {none && <p class="hint">{i18n.t('serverForm.noLibrary')}</p>}
    </fieldset>
  );
}

function Box({ library, chosen }: { library: Library; chosen: Props['chosen'] }) {
  const { id, name, holds } = library;
  const now = chosen.value ?? [];
  return (
    <label class="choice">
      <input
        type="checkbox"
        checked={now.includes(id)}
        onChange={(event) => {
          const rest = now.filter((one) => one !== id);
          chosen.value = event.currentTarget.checked ? [...rest, id] : rest;
        }}
      />
      {name}
      <span class="quiet">
        {' '}
        {holds === 'movie' ? i18n.t('serverForm.holdsMovies') : i18n.t('serverForm.holdsEpisodes')}
      </span>
    </label>
  );
}
