import { i18n } from '#i18n';
import {
  type Person,
  SERVER_KINDS,
  type ServerDraft,
  type ServerKind,
} from '../../lib/model/server';
import { plainAddress } from '../../lib/platform/origin';
import type { ServerView } from '../../lib/store/read';
import { ErrorNote } from '../ErrorNote';
import { RadioField, SelectField, TextField } from '../Field';
import { Icon } from '../Icon';
import { sayKind } from '../text';
import { useCommand } from '../useCommand';
import { LibraryChoice } from './LibraryChoice';
import { isSame } from './same';
import {
  changedOf,
  type Found,
  fingerprint,
  settingsOf,
  type Typed,
  useTyped,
  wayOf,
} from './server-draft';
import { type Connecting, useConnect } from './useConnect';
import { useFocusFirst } from './useFocusFirst';

interface Props {
  /** Null adds a new one. */
  server: ServerView | null;
  /** The others, to tell when one is added twice. */
  others: ServerView[];
  /** There is nothing else to show, so nothing to cancel to. */
  alone?: boolean;
  close: () => void;
}

/** Adds or changes a server: what to type, then Connect, then what was understood, then Save. */
export function ServerForm({ server, others, alone = false, close }: Props) {
  const form = useFocusFirst(!alone);
  const typed = useTyped(server);
  const connecting = useConnect(typed);
  const save = useCommand('saveServer');
  const found = typed.found.value?.typed === fingerprint(typed) ? typed.found.value : null;
  const people = found?.test.people ?? [];
  const draft = people.length > 0 ? null : draftToSave(typed, found, server);
  const libraries = found?.test.libraries ?? server?.state?.libraries ?? [];
  const none = typed.chosen.value?.length === 0;
  const store = async () => {
    if (draft && (await save.run({ server: draft })) === null && save.done.value) close();
  };
  return (
    <form ref={form} class="card form" onSubmit={(event) => event.preventDefault()}>
      <h2>
        {server ? i18n.t('serverForm.editTitle', [server.name]) : i18n.t('serverForm.addTitle')}
      </h2>
      <WhichServer typed={typed} isNew={server === null} />
      <SignInFields typed={typed} stored={server?.signedIn ?? false} />
      <ConnectButton connecting={connecting} />
      {people.length > 0 && <WhoAreYou people={people} connectAs={connecting.connectAs} />}
      {found && people.length === 0 && <Understood found={found} />}
      {draft && found && <Twice draft={draft} others={others} />}
      {libraries.length > 0 && (found || server) && (
        <LibraryChoice libraries={libraries} chosen={typed.chosen} />
      )}
      <div class="buttons">
        <button
          type="button"
          class={draft && found ? 'primary' : ''}
          disabled={!draft || none || save.busy.value}
          onClick={store}
        >
          {i18n.t('common.save')}
        </button>
        {!alone && (
          <button type="button" onClick={close}>
            {i18n.t('common.cancel')}
          </button>
        )}
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
function draftToSave(typed: Typed, found: Found | null, server: ServerView | null) {
  const address = plainAddress(typed.address.value);
  if (!address) return null;
  if (found) return settingsOf(typed, found, address);
  const asStored = server?.address === address && server.kind === typed.kind.value;
  const newSignIn = typed.token.value !== '' || typed.password.value !== '';
  return asStored && !newSignIn ? changedOf(typed, server) : null;
}

const PORTS: Record<ServerKind, number> = { plex: 32400, emby: 8096, jellyfin: 8096 };

function WhichServer({ typed, isNew }: { typed: Typed; isNew: boolean }) {
  const kinds = SERVER_KINDS.map((kind) => ({ is: kind, label: sayKind(kind) }));
  const address = plainAddress(typed.address.value);
  const differs = address !== null && address !== typed.address.value.trim();
  return (
    <>
      {isNew && (
        <SelectField label={i18n.t('serverForm.kind')} value={typed.kind} choices={kinds} />
      )}
      <TextField
        label={i18n.t('serverForm.address')}
        type="url"
        required
        value={typed.address}
        hint={
          differs
            ? i18n.t('serverForm.addressIs', [address])
            : i18n.t('serverForm.addressHint', [PORTS[typed.kind.value]])
        }
      />
      <TextField
        label={i18n.t('serverForm.name')}
        value={typed.name}
        placeholder={typed.found.value?.test.serverName}
        hint={i18n.t('serverForm.nameHint')}
      />
    </>
  );
}

function SignInFields({ typed, stored }: { typed: Typed; stored: boolean }) {
  const plex = typed.kind.value === 'plex';
  return (
    <>
      {!plex && (
        <fieldset>
          <legend>{i18n.t('serverForm.how')}</legend>
          <RadioField
            group="way"
            is="password"
            value={typed.way}
            label={i18n.t('serverForm.withPassword')}
          />
          <RadioField
            group="way"
            is="token"
            value={typed.way}
            label={i18n.t('serverForm.withToken')}
          />
        </fieldset>
      )}
      {wayOf(typed) === 'token' ? (
        <TextField
          label={i18n.t('serverForm.token')}
          type="password"
          autocomplete="off"
          required={!stored}
          value={typed.token}
          hint={sayTokenHint(plex, stored)}
        />
      ) : (
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
      )}
    </>
  );
}

function sayTokenHint(plex: boolean, stored: boolean): string {
  const hint = plex ? i18n.t('serverForm.tokenHintPlex') : i18n.t('serverForm.tokenHint');
  return stored ? `${i18n.t('serverForm.tokenKeep')} ${hint}` : hint;
}

function ConnectButton({ connecting }: { connecting: Connecting }) {
  const busy = connecting.busy.value;
  return (
    <>
      <div class="buttons">
        <button
          type="submit"
          class="primary"
          disabled={busy}
          onClick={(event) => {
            if (event.currentTarget.form?.checkValidity()) connecting.connect();
          }}
        >
          {busy ? i18n.t('serverForm.connecting') : i18n.t('serverForm.connect')}
        </button>
        <span class="quiet">{i18n.t('serverForm.asksAccess')}</span>
      </div>
      <ErrorNote error={connecting.error.value} />
    </>
  );
}

/** An API key belongs to nobody: whose positions are meant has to be said. */
function WhoAreYou({ people, connectAs }: { people: Person[]; connectAs: (id: string) => void }) {
  return (
    <label class="field">
      {i18n.t('serverForm.whoAreYou')}
      <select value="" onChange={(event) => connectAs(event.currentTarget.value)}>
        <option value="" disabled>
          {i18n.t('serverForm.choosePerson')}
        </option>
        {people.map(({ userId, userName }) => (
          <option key={userId} value={userId ?? ''}>
            {userName ?? userId}
          </option>
        ))}
      </select>
      <span class="hint">{i18n.t('serverForm.keyIsPower')}</span>
    </label>
  );
}

/** The same server as the same user is of no use twice: the two can be no pair. */
function Twice({ draft, others }: { draft: ServerDraft; others: ServerView[] }) {
  const twin = others.find((other) => other.id !== draft.id && isSame(other, draft));
  if (!twin) return null;
  return (
    <p class="note warn">
      <Icon name="warn" />
      <span>{i18n.t('serverForm.twice', [twin.name])}</span>
    </p>
  );
}

/** "Jellyfin 10.11.11 “Attic”, you are mia". */
function Understood({ found }: { found: Found }) {
  const { kind, version, serverName, userName } = found.test;
  const who = userName
    ? i18n.t('serverForm.found', [sayKind(kind), version, serverName, userName])
    : i18n.t('serverForm.foundNobody', [sayKind(kind), version, serverName]);
  return (
    <p class="note good" role="status">
      <Icon name="ok" />
      <span>{who}</span>
    </p>
  );
}
