import { useSignal, useSignalEffect } from '@preact/signals';
import { i18n } from '#i18n';
import { RadioField } from '../../Field';

type Look = 'system' | 'light' | 'dark';

/** Light or dark. `public/look.js` reads the choice before a page is painted. */
export function LookCard() {
  const look = useSignal(chosen());
  useSignalEffect(() => chooseLook(look.value));
  return (
    <div class="card" role="radiogroup" aria-labelledby="look">
      <h2 id="look">{i18n.t('about.look')}</h2>
      <RadioField group="look" is="system" value={look} label={i18n.t('about.lookSystem')} />
      <RadioField group="look" is="light" value={look} label={i18n.t('about.lookLight')} />
      <RadioField group="look" is="dark" value={look} label={i18n.t('about.lookDark')} />
    </div>
  );
}

function chosen(): Look {
  const stored = localStorage.getItem('look');
  return stored === 'light' || stored === 'dark' ? stored : 'system';
}

export function chooseLook(look: Look): void {
  if (look === 'system') {
    localStorage.removeItem('look');
    delete document.documentElement.dataset.look;
  } else {
    localStorage.setItem('look', look);
    document.documentElement.dataset.look = look;
  }
}
