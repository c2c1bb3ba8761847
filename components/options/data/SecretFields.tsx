import type { Signal } from '@preact/signals';
import { i18n } from '#i18n';
import { TextField } from '../../Field';
import { SHORTEST, type Strength, strengthOf } from './passphrase';

const SAY: Record<Exclude<Strength, 'short'>, () => string> = {
  weak: () => i18n.t('data.weak'),
  fair: () => i18n.t('data.fair'),
  strong: () => i18n.t('data.strong'),
};

interface Props {
  passphrase: Signal<string>;
  again: Signal<string>;
}

/** A new passphrase, typed twice, with how strong it is in words. */
export function SecretFields({ passphrase, again }: Props) {
  const strength = strengthOf(passphrase.value);
  const differs = again.value !== '' && again.value !== passphrase.value;
  return (
    <>
      <TextField
        label={i18n.t('data.passphrase')}
        type="password"
        autocomplete="new-password"
        value={passphrase}
        hint={
          strength === 'short' ? i18n.t('data.passphraseHint', [String(SHORTEST)]) : SAY[strength]()
        }
      />
      <TextField
        label={i18n.t('data.passphraseAgain')}
        type="password"
        autocomplete="new-password"
        value={again}
        hint={differs ? i18n.t('data.passphraseDiffers') : i18n.t('data.passphraseLost')}
      />
    </>
  );
}

/** Long enough, and typed twice the same. */
export const isUsable = (passphrase: string, again: string): boolean =>
  strengthOf(passphrase) !== 'short' && passphrase === again;
