import type { ServerRow } from '../model/item';
import type { ServerState } from '../model/records';
import type { Capabilities } from '../model/server';
import { lineOf, lineTaught } from '../plan/finish-line';
import type { MediaServer } from '../servers/port';

/** Keeps the adapter of a server to the finish line that is known of it. */
export function keepToLine(server: MediaServer, state: ServerState): void {
  server.useFinishLine?.(lineOf(state));
}

/**
 * A position that we wrote counted as watched: from now on nothing from that share on is written to
 * this server. Answers what it can do by that. `at`: epoch ms.
 */
export function learnLine(
  server: MediaServer,
  state: ServerState,
  { ms, row, at }: { ms: number; row: ServerRow; at: number },
): Capabilities {
  state.taughtLine = lineTaught(state.taughtLine, ms, row.runtimeMs, at);
  keepToLine(server, state);
  return server.capabilities();
}
