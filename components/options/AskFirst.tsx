import { i18n } from '#i18n';

interface Props {
  question: string;
  busy: boolean;
  yes: () => void;
  no: () => void;
  /** Where the answers are other words than for removing. */
  sayYes?: string;
  sayNo?: string;
}

/** What cannot be undone is asked once more, where it was pressed. */
export function AskFirst({ question, busy, yes, no, sayYes, sayNo }: Props) {
  return (
    <fieldset class="card attention">
      <legend class="hidden">{question}</legend>
      <p aria-hidden="true">{question}</p>
      <div class="buttons">
        <button type="button" class="danger" disabled={busy} onClick={yes}>
          {sayYes ?? i18n.t('servers.removeYes')}
        </button>
        <button type="button" disabled={busy} onClick={no}>
          {sayNo ?? i18n.t('servers.removeNo')}
        </button>
      </div>
    </fieldset>
  );
}
