import './form.css';
import { i18n } from '#i18n';
import { plainAddress } from '../../../lib/model/address';
import type { ServerView } from '../../../lib/store/read';
import { Button } from '../../Button';
import { ErrorNote } from '../../ErrorNote';
import { useCommand } from '../../useCommand';
import { useFocusFirst } from '../useFocusFirst';
import { useWhileShown } from '../useWhileShown';
import { ConnectStep } from './ConnectStep';
import { useConnecting } from './connecting';
import {
  changedOf,
  chosenOf,
  type Found as FoundServer,
  type FromTab,
  fingerprint,
  settingsOf,
  type Typed,
  useTyped,
  wayOf,
} from './draft';
import { Twice, Understood, WhoAreYou } from './Found';
import { LibraryChoice } from './LibraryChoice';
import { SideBySide } from './SideBySide';
import { SignInFields } from './SignInFields';
import { WhatChanges } from './WhatChanges';
import { WhichServer } from './WhichServer';

export interface ServerFormProps {
  /** Null adds a new one. */
  server: ServerView | null;
  /** The others, to tell when one is added twice. */
  others: ServerView[];
  /** The open tab that it is added from. */
  from?: FromTab | null;
  /** Signs in at once: the click for it was made before. */
  atOnce?: boolean;
  /** There is nothing else to show, so nothing to cancel to. */
  alone?: boolean;
  /** Called with the id of what is about to be saved. */
  saving?: (id: string) => void;
  close: () => void;
}

/** Adds or changes a server: what to type, then Connect, then what was understood, then Save. */
export function ServerForm(props: ServerFormProps) {
  const { server, others, from = null, atOnce = false, alone = false, saving, close } = props;
  const form = useFocusFirst(!alone);
  const typed = useTyped(server, from);
  const connecting = useConnecting(typed);
  const save = useCommand('saveServer');
  const done = useWhileShown(close);
  const found = typed.found.value?.typed === fingerprint(typed) ? typed.found.value : null;
  const people = found?.test.people ?? [];
  const draft = people.length > 0 ? null : draftToSave(typed, found, server);
  const libraries = found?.test.libraries ?? server?.state?.libraries ?? [];
  const none = chosenOf(typed, libraries)?.length === 0;
  const store = async () => {
    if (!draft) return;
    saving?.(draft.id);
    await save.run({ server: draft });
    if (save.done.value) done();
  };
  return (
    <form ref={form} class="card form" onSubmit={(event) => event.preventDefault()}>
      <h2>
        {server ? i18n.t('serverForm.editTitle', [server.name]) : i18n.t('serverForm.addTitle')}
      </h2>
      <WhichServer typed={typed} isNew={server === null} />
      <SignInFields typed={typed} />
      <ConnectStep
        typed={typed}
        connecting={connecting}
        bound={server?.state?.boundServerId ?? null}
        atOnce={atOnce && wayOf(typed) === 'account'}
      />
      {people.length > 0 && <WhoAreYou people={people} connectAs={connecting.connectAs} />}
      {found && people.length === 0 && <Understood found={found} />}
      {draft && found && <Twice draft={draft} others={others} />}
      {libraries.length > 0 && (found || server) && (
        <LibraryChoice libraries={libraries} chosen={typed.chosen} none={none} />
      )}
      {(found || server) && (
        <SideBySide stored={server?.sideBySide ?? false} chosen={typed.sideBySide} />
      )}
      {server && draft && <WhatChanges server={server} draft={draft} />}
      <div class="buttons">
        <Button
          class={draft && found ? 'primary' : ''}
          disabled={!draft || none}
          busy={save.busy.value}
          press={store}
        >
          {i18n.t('common.save')}
        </Button>
        {!alone && <Button press={close}>{i18n.t('common.cancel')}</Button>}
        {!draft && (
          <span class="quiet">
            {people.length > 0
              ? i18n.t('serverForm.personFirst')
              : i18n.t('serverForm.connectFirst')}
          </span>
        )}
      </div>
      <ErrorNote error={save.error.value} />
    </form>
  );
}

/** A new server, or one reached otherwise than before, is saved only after a connection. */
function draftToSave(typed: Typed, found: FoundServer | null, server: ServerView | null) {
  const address = plainAddress(typed.address.value);
  if (!address) return null;
  if (found) return settingsOf(typed, found, address);
  const asStored = server?.address === address && server.kind === typed.kind.value;
  return asStored && wayOf(typed) === 'kept' ? changedOf(typed, server) : null;
}
