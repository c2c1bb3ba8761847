import { i18n } from '#i18n';
import { isLanguage, LANGUAGES } from '../../../lib/model/language';
import { ErrorNote } from '../../ErrorNote';
import { chooseLanguage, chosenLanguage } from '../../language';
import { useCommand } from '../../useCommand';

/** The language of the texts. The page is drawn anew in it, once the worker speaks it too. */
export function LanguageCard() {
  const set = useCommand('setLanguage');
  const choose = async (value: string) => {
    const language = isLanguage(value) ? value : null;
    await set.run({ language });
    if (!set.done.value) return;
    chooseLanguage(language);
    location.reload();
  };
  return (
    <div class="card">
      <label class="field">
        <span>{i18n.t('about.language')}</span>
        <select
          value={chosenLanguage() ?? ''}
          onChange={(event) => void choose(event.currentTarget.value)}
        >
          <option value="">{i18n.t('about.languageBrowser')}</option>
          {Object.entries(LANGUAGES).map(([tag, name]) => (
            <option key={tag} value={tag} lang={tag}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <ErrorNote error={set.error.value} />
    </div>
  );
}
