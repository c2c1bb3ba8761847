import { i18n } from '#i18n';
import type { Pair } from '../../../lib/model/settings';
import type { ServerView } from '../../../lib/store/read';
import { nameOf } from '../../names';
import { sayKind } from '../../text';
import { clockOf } from '../../time';
import { TWO_HOURS_MS } from './LimitFields';
import { shortfallsOf } from './shortfalls';

/** What a pair does, in plain words. */
export function PairFacts({ pair, servers }: { pair: Pair; servers: ServerView[] }) {
  const names: [string, string] = [nameOf(servers, pair.source), nameOf(servers, pair.target)];
  const oneWay = pair.mode === 'one-way';
  const { minimumSeconds, deltaSeconds, maximumPercent } = pair.guardrails;
  const limits: [string, string, string] = [
    clockOf(minimumSeconds * 1000),
    clockOf((TWO_HOURS_MS * maximumPercent) / 100),
    clockOf(deltaSeconds * 1000),
  ];
  return (
    <>
      <p class="quiet facts">
        {[pair.source, pair.target].map((id) => sideOf(servers, id)).join(oneWay ? ' → ' : ' ⇄ ')}
      </p>
      <p>
        {oneWay ? i18n.t('pairForm.exampleOneWay', names) : i18n.t('pairForm.exampleTwoWay', names)}
      </p>
      <ul class="bullets quiet">
        <li>{switchesOf(pair)}</li>
        <li>{i18n.t('pairs.limits', limits)}</li>
        {shortfallsOf(pair, servers).map(({ server, lacks }) => (
          <li key={server.id}>
            {lacks === 'writes'
              ? i18n.t('pairs.takesNothing', [server.name])
              : i18n.t('pairs.clearsNothing', [server.name])}
          </li>
        ))}
      </ul>
    </>
  );
}

function sideOf(servers: ServerView[], id: string): string {
  const server = servers.find((one) => one.id === id);
  if (!server) return nameOf(servers, id);
  const { kind, userName } = server;
  return userName ? i18n.t('pairs.side', [sayKind(kind), userName]) : sayKind(kind);
}

function switchesOf(pair: Pair): string {
  const parts = [
    pair.addUpdate ? i18n.t('pairForm.addUpdate') : null,
    pair.remove ? i18n.t('pairForm.remove') : null,
    pair.rewatch ? i18n.t('pairForm.rewatch') : null,
  ];
  return parts.filter((part) => part !== null).join(' · ') || i18n.t('pairs.doesNothing');
}
