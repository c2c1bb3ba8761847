import { conditionOf, problemWith } from './condition';
import type { PairFacts, ServerFacts } from './facts';
import { putAside } from './status';

/** What is worth a notification: it needs the person, and they may not look for days. */
export type Notice =
  | { is: 'sign-in'; serverId: string }
  | { is: 'held'; pairId: string }
  | { is: 'silent'; serverId: string };

/** What was told already, and since when servers are silent. It is stored between runs. */
export interface Told {
  /** Names of notices whose cause is not over yet. */
  told: string[];
  /** Epoch ms of the first look that found a server silent, by its id. */
  silentSince: Record<string, number>;
}

interface Facts {
  servers: ServerFacts[];
  pairs: PairFacts[];
}

const DAY_MS = 24 * 60 * 60_000;

/**
 * What to tell now. Each thing is told once, and again only after it was well in between: a server
 * that answers as it should, a pair whose last plan was not unusual.
 */
export function noticesOf(facts: Facts, before: Told, now: number) {
  const silentSince = silences(facts, before, now);
  const lasting = new Set(causes(facts).map(nameOf));
  const known = before.told.filter((name) => lasting.has(name));
  const notices = current(facts, silentSince, now).filter((one) => !known.includes(nameOf(one)));
  const after: Told = { told: [...known, ...notices.map(nameOf)], silentSince };
  return { notices, after };
}

/** A notice as one word, which also tells what it was about when it is clicked. */
export const nameOf = (notice: Notice): string =>
  `${notice.is}:${notice.is === 'held' ? notice.pairId : notice.serverId}`;

/** Where on the options page the one thing to do is done. */
export function placeOf(name: string): string {
  const [is, id] = [name.slice(0, name.indexOf(':')), name.slice(name.indexOf(':') + 1)];
  if (is === 'held') return 'pairs';
  return is === 'sign-in' ? `servers/${encodeURIComponent(id)}` : 'servers';
}

/** What is the matter right now with what enabled pairs use. */
function current(facts: Facts, silentSince: Told['silentSince'], now: number): Notice[] {
  const pairs = facts.pairs.filter((pair) => pair.enabled);
  const used = new Set(pairs.flatMap((pair) => [pair.source, pair.target]));
  const servers = facts.servers.filter((server) => used.has(server.id));
  return [
    ...servers.flatMap((server): Notice[] => {
      const serverId = server.id;
      const since = silentSince[serverId] ?? now;
      if (asksToSignIn(server)) return [{ is: 'sign-in', serverId }];
      const silent = conditionOf(server) === 'unreachable' && now - since >= DAY_MS;
      return silent ? [{ is: 'silent', serverId }] : [];
    }),
    ...pairs.flatMap(({ id, state }): Notice[] =>
      state?.hold ? [{ is: 'held', pairId: id }] : [],
    ),
  ];
}

/** One that never was signed in was left so by the person, who knows. */
const asksToSignIn = (server: ServerFacts): boolean =>
  server.signedIn && conditionOf(server) === 'sign-in';

/** Everything that may have been told and is not over, also where it is not in use right now. */
const causes = ({ servers, pairs }: Facts): Notice[] => [
  ...servers.flatMap((server): Notice[] => {
    const serverId = server.id;
    const signIn: Notice[] = problemWith(server) ? [{ is: 'sign-in', serverId }] : [];
    return mayBeSilent(server) ? [...signIn, { is: 'silent', serverId }] : signIn;
  }),
  ...pairs.flatMap((pair): Notice[] =>
    pair.state?.hold || putAside(pair) ? [{ is: 'held', pairId: pair.id }] : [],
  ),
];

function silences({ servers }: Facts, before: Told, now: number): Told['silentSince'] {
  const since: Told['silentSince'] = {};
  for (const server of servers) {
    const known = before.silentSince[server.id];
    if (known !== undefined && mayBeSilent(server)) since[server.id] = known;
    else if (conditionOf(server) === 'unreachable') since[server.id] = now;
  }
  return since;
}

/** It has not answered, or nobody could tell. A server that refuses has answered. */
const mayBeSilent = (server: ServerFacts): boolean =>
  ['unreachable', 'retrying', 'no-access'].includes(conditionOf(server));
