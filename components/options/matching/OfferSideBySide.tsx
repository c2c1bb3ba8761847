import { i18n } from '#i18n';
import type { Unmatched } from '../../../lib/model/records';
import type { Overview, ServerView } from '../../../lib/store/read';
import { Button } from '../../Button';
import { ErrorNote } from '../../ErrorNote';
import { useCommand } from '../../useCommand';

/** From so many titles on it is no chance that they are several files under one number. */
const MANY = 5;

interface Props {
  rows: Unmatched[];
  overview: Overview;
}

/** Where many titles are several files under one number: the switch that takes them for versions. */
export function OfferSideBySide({ rows, overview: { servers, pairs } }: Props) {
  const severalFiles = rows.filter(({ reason }) => reason === 'several-files');
  const countFor = (id: string) => {
    const mine = pairs.filter(({ source, target }) => source === id || target === id);
    return severalFiles.filter(({ pairId }) => mine.some((pair) => pair.id === pairId)).length;
  };
  const many = servers.filter(({ id, sideBySide }) => !sideBySide && countFor(id) >= MANY);
  return (
    <>
      {many.map((server) => (
        <Offer key={server.id} server={server} count={countFor(server.id)} />
      ))}
    </>
  );
}

function Offer({ server, count }: { server: ServerView; count: number }) {
  const save = useCommand('saveServer');
  const { id, kind, name, address, userId, userName, libraries } = server;
  const draft = { id, kind, name, address, userId, userName, libraries, sideBySide: true };
  return (
    <section class="card">
      <p>{i18n.t('matching.sideBySide', [name, String(count)])}</p>
      <p class="quiet">{i18n.t('serverForm.sideBySideRisk')}</p>
      <div class="buttons">
        <Button class="small" busy={save.busy.value} press={() => save.run({ server: draft })}>
          {i18n.t('matching.sideBySideOn', [name])}
        </Button>
      </div>
      <ErrorNote error={save.error.value} />
    </section>
  );
}
