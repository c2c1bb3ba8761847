import { i18n } from '#i18n';
import type { ServerKind } from '../../../lib/model/server';
import { RadioField, TextField } from '../../Field';
import { isKept, type Typed, WAYS, type Way, wayOf } from './draft';

const LABELS: Record<Way, () => string> = {
  account: () => i18n.t('serverForm.withAccount'),
  password: () => i18n.t('serverForm.withPassword'),
  'quick-connect': () => i18n.t('serverForm.withQuickConnect'),
  token: () => i18n.t('serverForm.withToken'),
  tab: () => i18n.t('serverForm.withTab'),
  kept: () => i18n.t('serverForm.withKept'),
};

/** Plex has no keys that belong to nobody. */
const labelOf = (way: Way, kind: ServerKind): string =>
  way === 'token' && kind === 'plex' ? i18n.t('serverForm.token') : LABELS[way]();

/** How to sign in, and what that needs to be typed. */
export function SignInFields({ typed }: { typed: Typed }) {
  const way = wayOf(typed);
  const ways: Way[] = [
    ...(isKept(typed) ? (['kept'] as const) : []),
    ...(typed.tabId !== null && typed.kind.value === 'jellyfin' ? (['tab'] as const) : []),
    ...WAYS[typed.kind.value],
  ];
  return (
    <>
      <fieldset>
        <legend>{i18n.t('serverForm.how')}</legend>
        {ways.map((one) => (
          <RadioField
            key={one}
            group="way"
            is={one}
            value={typed.way}
            label={labelOf(one, typed.kind.value)}
            now={way}
          />
        ))}
      </fieldset>
      {way === 'token' && <TokenField typed={typed} />}
      {way === 'password' && <PasswordFields typed={typed} />}
      {way === 'account' && <p class="hint">{i18n.t('serverForm.accountHint')}</p>}
      {way === 'tab' && <p class="hint">{i18n.t('serverForm.tabHint')}</p>}
      {way === 'quick-connect' && <p class="hint">{i18n.t('serverForm.quickConnectHint')}</p>}
    </>
  );
}

function TokenField({ typed }: { typed: Typed }) {
  const plex = typed.kind.value === 'plex';
  return (
    <TextField
      label={i18n.t('serverForm.token')}
      type="password"
      autocomplete="off"
      required
      value={typed.token}
      hint={plex ? i18n.t('serverForm.tokenHintPlex') : i18n.t('serverForm.tokenHint')}
    />
  );
}

function PasswordFields({ typed }: { typed: Typed }) {
  return (
    <>
      <TextField
        label={i18n.t('serverForm.userName')}
        autocomplete="off"
        required
        value={typed.userName}
      />
      <TextField
        label={i18n.t('serverForm.password')}
        type="password"
        autocomplete="off"
        value={typed.password}
        hint={i18n.t('serverForm.passwordHint')}
      />
    </>
  );
}
