import { i18n } from '#i18n';
import type { Pair } from '../../lib/model/settings';
import type { ServerView } from '../../lib/store/read';
import { ErrorNote } from '../ErrorNote';
import { CheckField, RadioField, SelectField } from '../Field';
import { Icon } from '../Icon';
import { nameOf } from '../names';
import { sayKind } from '../text';
import { useCommand } from '../useCommand';
import { LimitFields } from './LimitFields';
import { type PairDraft, pairOf, usePairDraft } from './pair-draft';
import { useFocusFirst } from './useFocusFirst';

interface Props {
  /** Null makes a new one. */
  pair: Pair | null;
  servers: ServerView[];
  /** The ends that are offered first. */
  ends: [string, string];
  /** There is nothing else to show, so nothing to cancel to. */
  alone?: boolean;
  close: () => void;
}

/** Makes or changes a pair. What it means is said below each choice. */
export function PairForm({ pair, servers, ends, alone = false, close }: Props) {
  const form = useFocusFirst(!alone);
  const draft = usePairDraft(ends, pair);
  const save = useCommand('savePair');
  const made = pairOf(draft, pair?.id ?? null);
  const store = async () => {
    if (!made) return;
    await save.run({ pair: made });
    if (save.done.value) close();
  };
  return (
    <form
      ref={form}
      class="card form"
      onSubmit={(event) => {
        event.preventDefault();
        void store();
      }}
    >
      <h2>{pair ? i18n.t('pairForm.editTitle') : i18n.t('pairForm.addTitle')}</h2>
      <Ends draft={draft} servers={servers} />
      <Direction draft={draft} servers={servers} />
      <Switches draft={draft} isNew={pair === null} />
      <CannotClear draft={draft} servers={servers} />
      <LimitFields draft={draft} />
      {pair && made && <WhatChanges before={pair} now={made} />}
      <div class="buttons">
        <button type="submit" class="primary" disabled={!made || save.busy.value}>
          {i18n.t('common.save')}
        </button>
        {!alone && (
          <button type="button" onClick={close}>
            {i18n.t('common.cancel')}
          </button>
        )}
      </div>
      <ErrorNote error={save.error.value} />
    </form>
  );
}

/** What saving does and does not: no change of a pair clears anything by itself. */
function WhatChanges({ before, now }: { before: Pair; now: Pair }) {
  const ends = before.source !== now.source || before.target !== now.target;
  const swapped = before.source === now.target && before.target === now.source;
  const direction = swapped || before.mode !== now.mode;
  if (!ends && !direction) return null;
  return (
    <p class="note" role="status">
      <Icon name="info" />
      <span>{direction ? i18n.t('pairForm.directionMeans') : i18n.t('pairForm.endsMean')}</span>
    </p>
  );
}

interface PartProps {
  draft: PairDraft;
  servers: ServerView[];
}

function Ends({ draft, servers }: PartProps) {
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

function Direction({ draft, servers }: PartProps) {
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

/** What a Plex server that is written to cannot do. */
function CannotClear({ draft, servers }: PartProps) {
  const written = draft.mode.value === 'one-way' ? [draft.target] : [draft.source, draft.target];
  const plex = written
    .map((end) => servers.find((server) => server.id === end.value))
    .find((server) => server?.kind === 'plex');
  if (!plex) return null;
  return (
    <p class="note warn">
      <Icon name="info" />
      <span>{i18n.t('pairForm.plexClears', [plex.name])}</span>
    </p>
  );
}
