import type { MemoryServer } from '../support/memory-server';
import { isMadeUp } from './forgetting';
import type { World } from './world';

/** Notes what lists show, and judges every write at the moment it is taken. */
export class Watch {
  /** By server and film: in how many runs in a row the list was read without the film. */
  private readonly missed = new Map<string, number>();

  constructor(private readonly world: World) {}

  over(server: MemoryServer, index: number): void {
    server.onRequest = (what) => {
      if (what === 'list' && !server.down && !server.halfList) this.listed(index);
      if (what === 'list') this.remembers(index);
    };
    server.onWrite = (title, positionMs) => {
      const { ledger, home, inRound } = this.world;
      ledger.took({ serverId: server.name, title, positionMs, at: home.now });
      if (inRound) this.judge(server, index, title, positionMs);
    };
  }

  private listed(index: number): void {
    const { films, home } = this.world;
    for (const film of films) {
      const name = `${index} ${film}`;
      const row = this.world.rowOf(index, film);
      const away = row !== null && row.positionMs === 0;
      // What a killed run saw and could not remember does not count against it.
      if (away) this.missed.set(name, (this.missed.get(name) ?? 0) + 1);
      else if (!home.store.doomed) this.missed.set(name, 0);
    }
  }

  /** Only a run that sees both sides and comes to its end is sure to remember what it saw. */
  private remembers(index: number): void {
    const { servers, home, forgetting } = this.world;
    const whole = servers.every((one) => !one.down && !one.halfList) && !home.store.doomed;
    if (whole) forgetting.listed(index);
    else forgetting.listedInVain(index);
  }

  /** No write goes where it may not, whatever came before. */
  private judge(server: MemoryServer, index: number, film: string, positionMs: number): void {
    const { broken, home, setup, forgetting } = this.world;
    const { itemId } = server.at(film);
    if (isMadeUp(film)) broken.push(`${film}: written, though nobody approved of so many`);
    if (forgetting.isCountedApart(index, film)) {
      broken.push(`${film} written while the servers count it differently`);
    }
    if (server.players.some((one) => one.itemId === itemId)) {
      broken.push(`${film} written where a player is open`);
    }
    const pairs = home.store.kept.pairs.filter((_, at) => setup.pairs[at]!.includes(index));
    const may = pairs.some((pair) => (positionMs > 0 ? pair.addUpdate : pair.remove));
    if (!may) broken.push(`${film} written though that is switched off`);
    if (positionMs > 0) return;
    const looks = this.world.partnersOf(index).map((one) => this.missed.get(`${one} ${film}`) ?? 0);
    if (Math.max(0, ...looks) < 2) broken.push(`${film} cleared on one look`);
    // What the server answers to a clear of ours is a look as well: the next pair goes on from it.
    this.missed.set(`${index} ${film}`, 1);
  }
}
