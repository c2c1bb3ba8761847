import { useSignal } from '@preact/signals';
import { useEffect, useId, useRef } from 'preact/hooks';
import { i18n } from '#i18n';
import type { SettingsFile } from '../../../lib/model/settings';
import { askFor } from '../../../lib/platform/permissions';
import { isSealed } from '../../../lib/store/sealed-file';
import { sayList } from '../../../lib/words/dates';
import { Button } from '../../Button';
import { ErrorNote } from '../../ErrorNote';
import { useCommand } from '../../useCommand';
import { OpenSealed } from './OpenSealed';
import { contentsOf, type FileContents, parsed } from './settings-text';

interface Result {
  servers: number;
  pairs: number;
  allowed: boolean;
  /** Servers that came without a token. */
  signIns: number;
}

/**
 * Takes over a settings file, after asking for access to the addresses in it. One that is encrypted
 * is opened with its passphrase first.
 */
export function ImportCard() {
  const id = useId();
  const contents = useSignal<FileContents | null>(null);
  const sealed = useSignal<SettingsFile | null>(null);
  const unreadable = useSignal(false);
  const result = useSignal<Result | null>(null);
  const command = useCommand('importSettings');
  const said = useRef<HTMLParagraphElement>(null);
  const opened = useSignal(false);
  // The field that had the keyboard goes away once the file is open. What it holds is read first.
  useEffect(() => {
    if (opened.value) said.current?.focus();
  }, [opened.value]);

  const choose = async (file: File | undefined) => {
    result.value = null;
    const chosen = file ? parsed(await file.text()) : null;
    unreadable.value = file !== undefined && chosen === null;
    opened.value = false;
    sealed.value = chosen && isSealed(chosen) ? chosen : null;
    contents.value = chosen && !sealed.value ? contentsOf(chosen) : null;
  };
  const takeOver = () => {
    const chosen = contents.value;
    if (!chosen) return;
    // Within the click, before anything is awaited: only then does the browser ask.
    const asked = askFor(chosen.addresses);
    void asked.then(async (allowed) => {
      const answer = await command.run({ file: chosen.file });
      if (answer) result.value = { ...answer, allowed, signIns: chosen.signIns };
    });
  };
  return (
    <section class="card form" aria-label={i18n.t('data.import')}>
      <h2>{i18n.t('data.import')}</h2>
      <p>{i18n.t('data.importIntro')}</p>
      <div class="field">
        <label for={id}>{i18n.t('data.file')}</label>
        <input
          id={id}
          type="file"
          accept="application/json,.json"
          onChange={(event) => void choose(event.currentTarget.files?.[0])}
        />
      </div>
      {unreadable.value && <p role="alert">{i18n.t('data.notJson')}</p>}
      {sealed.value && (
        <OpenSealed
          key={sealed.value}
          file={sealed.value}
          opened={(file) => {
            sealed.value = null;
            contents.value = contentsOf(file);
            opened.value = true;
          }}
        />
      )}
      {contents.value && !result.value && (
        <p ref={said} tabIndex={-1} class="quiet" role="status">
          {i18n.t('data.reads', [sayWhat(contents.value)])}
        </p>
      )}
      <div class="buttons">
        <Button
          class="primary"
          busy={command.busy.value}
          disabled={!contents.value}
          press={takeOver}
        >
          {i18n.t('data.import')}
        </Button>
      </div>
      {result.value && (
        <p role="status">
          {i18n.t('data.imported', [sayWhat(result.value)])}
          {!result.value.allowed && ` ${i18n.t('data.accessRefused')}`}
          {result.value.signIns > 0 && ` ${i18n.t('data.signIns', result.value.signIns)}`}
        </p>
      )}
      <ErrorNote error={command.error.value} />
    </section>
  );
}

const sayWhat = ({ servers, pairs }: { servers: number; pairs: number }): string =>
  sayList([i18n.t('data.readsServers', servers), i18n.t('data.readsPairs', pairs)]);
