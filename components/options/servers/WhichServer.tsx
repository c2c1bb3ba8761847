import { i18n } from '#i18n';
import { plainAddress } from '../../../lib/model/address';
import { SERVER_KINDS, type ServerKind } from '../../../lib/model/server';
import { SelectField, TextField } from '../../Field';
import { sayKind } from '../../text';
import { type Typed, wayOf } from './draft';

const PORTS: Record<ServerKind, number> = { plex: 32400, emby: 8096, jellyfin: 8096 };

/** Kind, address and name. With a Plex account the address is found, so nobody types it. */
export function WhichServer({ typed, isNew }: { typed: Typed; isNew: boolean }) {
  const kinds = SERVER_KINDS.map((kind) => ({ is: kind, label: sayKind(kind) }));
  const findsItself = wayOf(typed) === 'account' && typed.found.value === null;
  return (
    <>
      {isNew && (
        <SelectField label={i18n.t('serverForm.kind')} value={typed.kind} choices={kinds} />
      )}
      {!findsItself && <Address typed={typed} />}
      <TextField
        label={i18n.t('serverForm.name')}
        value={typed.name}
        placeholder={typed.found.value?.test.serverName}
        hint={i18n.t('serverForm.nameHint')}
      />
    </>
  );
}

function Address({ typed }: { typed: Typed }) {
  const address = plainAddress(typed.address.value);
  const differs = address !== null && address !== typed.address.value.trim();
  return (
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
  );
}
