import { i18n } from '#i18n';
import { isLanguage, LANGUAGES } from '../../lib/model/language';
import { send } from '../../lib/platform/send';
import { chooseLanguage, chosenLanguage } from '../language';

/** The language of the texts. The page is drawn anew in it. */
export function LanguageCard() {
  const choose = async (value: string) => {
    const language = isLanguage(value) ? value : null;
    chooseLanguage(language);
    await send('setLanguage', { language });
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
    </div>
  );
}
