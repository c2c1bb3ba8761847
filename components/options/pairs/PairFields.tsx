import { i18n } from '#i18n';
import type { ServerView } from '../../../lib/store/read';
import { CheckField, RadioField, SelectField } from '../../Field';
import { nameOf } from '../../names';
import { sayKind } from '../../text';
import { LimitFields } from './LimitFields';
import { PairCannot } from './PairCannot';
import type { PairDraft } from './pair-draft';

interface Props {
  draft: PairDraft;
  servers: ServerView[];
}

/** Both ends of a pair and what happens between them. */
export function PairEnds({ draft, servers }: Props) {
  return (
    <>
      <Ends draft={draft} servers={servers} />
      <Direction draft={draft} servers={servers} />
    </>
  );
}

/** What a pair does, and within which limits. */
export function PairRules({ draft, servers, isNew }: Props & { isNew: boolean }) {
  const { mode, source, target } = draft;
  const pair = { mode: mode.value, source: source.value, target: target.value };
  return (
    <>
      <Switches draft={draft} isNew={isNew} />
      <PairCannot pair={pair} servers={servers} />
      <LimitFields draft={draft} />
    </>
  );
}

function Ends({ draft, servers }: Props) {
  const choices = servers.map(({ id, name, kind }) => ({
    is: id,
    label: `${name} (${sayKind(kind)})`,
  }));
  return (
    <div class="columns">
      <SelectField label={i18n.t('pairForm.source')} value={draft.source} choices={choices} />
      <SelectField label={i18n.t('pairForm.target')} value={draft.target} choices={choices} />
    </div>
  );
}

function Direction({ draft, servers }: Props) {
  const { mode } = draft;
  const ends: [string, string] = [
    nameOf(servers, draft.source.value),
    nameOf(servers, draft.target.value),
  ];
  return (
    <fieldset>
      <legend>{i18n.t('pairForm.mode')}</legend>
      <RadioField group="mode" is="one-way" value={mode} label={i18n.t('pairForm.oneWay')} />
      <RadioField group="mode" is="two-way" value={mode} label={i18n.t('pairForm.twoWay')} />
      <p class="example" aria-live="polite">
        {mode.value === 'one-way'
          ? i18n.t('pairForm.exampleOneWay', ends)
          : i18n.t('pairForm.exampleTwoWay', ends)}
      </p>
    </fieldset>
  );
}

function Switches({ draft, isNew }: { draft: PairDraft; isNew: boolean }) {
  return (
    <>
      <CheckField
        label={i18n.t('pairForm.enabled')}
        value={draft.enabled}
        hint={isNew ? i18n.t('pairForm.enabledHint') : undefined}
      />
      <CheckField
        label={i18n.t('pairForm.addUpdate')}
        value={draft.addUpdate}
        hint={i18n.t('pairForm.addUpdateHint')}
      />
      <CheckField
        label={i18n.t('pairForm.remove')}
        value={draft.remove}
        hint={i18n.t('pairForm.removeHint')}
      />
      <CheckField
        label={i18n.t('pairForm.rewatch')}
        value={draft.rewatch}
        hint={i18n.t('pairForm.rewatchHint')}
      />
    </>
  );
}
