import { i18n } from '#i18n';
import { Button } from '../Button';
import { useTakesFocus } from '../useTakesFocus';

interface Props {
  question: string;
  busy: boolean;
  yes: () => void;
  no: () => void;
  /** Where the answers are other words than for removing. */
  sayYes?: string;
  sayNo?: string;
  /** It was answered with yes, and another question follows. */
  answered?: boolean;
}

/**
 * What cannot be undone is asked once more, where it was pressed, with the keyboard on the safe answer.
 */
export function AskFirst({ question, busy, yes, no, sayYes, sayNo, answered = false }: Props) {
  const safe = useTakesFocus<HTMLButtonElement>();
  return (
    <fieldset class="card attention">
      <legend class="hidden">{question}</legend>
      <p aria-hidden="true">{question}</p>
      {!answered && (
        <div class="buttons">
          <Button class="danger" busy={busy} press={yes}>
            {sayYes ?? i18n.t('servers.removeYes')}
          </Button>
          <Button ref={safe} busy={busy} press={no}>
            {sayNo ?? i18n.t('servers.removeNo')}
          </Button>
        </div>
      )}
    </fieldset>
  );
}
