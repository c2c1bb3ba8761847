import type { ServerRow } from '../../lib/model/item';
import { HOUR, MINUTE } from '../support/memory-server';
import type { LastWord, World } from './world';

type State = Pick<ServerRow, 'positionMs' | 'watched' | 'playCount' | 'lastPlayedAt'>;

const NOTHING: State = { positionMs: 0, watched: false, playCount: 0, lastPlayedAt: null };
const SAME_MS = 2_000;
/** A stop at nothing is no person's doing for so long after a look that saw the film move. */
const LATELY_MS = 3 * HOUR;
/** More than may come for the first time at once. */
const MANY = 16;

const stateOf = ({ positionMs, watched, playCount, lastPlayedAt }: ServerRow): State => ({
  positionMs,
  watched,
  playCount,
  lastPlayedAt,
});

/**
 * What servers forget, confuse or make up. A person's last word stands through all of it, as long as any
 * server still has it.
 */
export class Forgetting {
  /** How all servers stood before each event: by server and film. */
  private readonly backups: Map<string, State>[] = [];
  /** By server and film: when a person last played it, when a list last showed it, and saw it moved. */
  private readonly played = new Map<string, number>();
  private readonly shown = new Map<string, number>();
  private readonly sawMove = new Map<string, number>();
  /** Stops at nothing that no look has seen yet, and what a person had said by then. */
  private readonly stops = new Map<string, LastWord>();
  private madeUp = 0;

  constructor(private readonly world: World) {}

  /** Another file: a new id, and nothing is known of it. */
  replace(index: number, film: string): void {
    this.world.servers[index]!.rename(film);
    Object.assign(this.world.rowOf(index, film)!, NOTHING);
    this.forgot(index, film);
    // With another number at the same time nobody can tell what it is.
    if (this.isCountedApart(index, film)) this.world.lastWords.set(film, null);
  }

  backUp(): void {
    const { servers, films } = this.world;
    const states = servers.flatMap((_, index) =>
      films.flatMap((film): [string, State][] => {
        const row = this.world.rowOf(index, film);
        return row ? [[`${index} ${film}`, stateOf(row)]] : [];
      }),
    );
    this.backups.push(new Map(states));
  }

  /** What was played, cleared or finished in the last so many events is forgotten. */
  restore(index: number, back: number): void {
    const backup = this.backups.at(-2 - back) ?? this.backups[0]!;
    for (const film of this.world.films) {
      const row = this.world.rowOf(index, film);
      const state = backup.get(`${index} ${film}`);
      if (!row || !state) continue;
      const before = row.positionMs;
      this.world.deeds.add(`restore ${index} ${film}`);
      Object.assign(row, state);
      this.world.ledger.touched(`s${index}`, film);
      this.untouched(index, film);
      if (Math.abs(before - row.positionMs) <= SAME_MS) continue;
      // Without a date it is as if a person had marked it unplayed, and a one-way target may stand anywhere.
      const target = this.world.setup.mode === 'one-way' && index === 1 && row.positionMs > 0;
      if (state.lastPlayedAt === null || target) this.world.lastWords.set(film, null);
      else this.forgot(index, film);
    }
  }

  /** A player reports a stop at nothing; last-played and count stand. */
  stop(index: number, film: string): void {
    const word = this.world.lastWords.get(film);
    const row = this.world.rowOf(index, film)!;
    if (row.positionMs === 0) return;
    this.world.servers[index]!.clear(film);
    this.world.lastWords.set(film, null);
    if (word && word.positionMs !== null) this.stops.set(`${index} ${film}`, word);
  }

  /** The server counts the episode one further on. */
  renumber(index: number, film: string): void {
    const row = this.world.rowOf(index, film)!;
    if (row.episode === null) return;
    row.episode += 1;
    row.episodeTitle = `Episode ${row.episode}`;
  }

  /** Do the servers of every pair that this one is in count the film differently? */
  isCountedApart(index: number, film: string): boolean {
    const own = this.world.rowOf(index, film)?.episode ?? null;
    const others = this.world.partnersOf(index).map((one) => this.world.rowOf(one, film));
    return others.every((row) => row !== null && row.episode !== own);
  }

  /** Positions of nobody on many films that were never begun before. */
  makeUp(index: number): void {
    const { home, servers } = this.world;
    const ranBefore = home.store.kept.pairs.every(
      ({ id }) => home.store.pairStateRows.get(id)!.completedAt !== null,
    );
    if (this.madeUp > 0 || !ranBefore) return;
    this.madeUp = MANY;
    for (let n = 0; n < MANY; n += 1) home.film(made(n));
    for (let n = 0; n < MANY; n += 1) servers[index]!.play(made(n), (10 + n) * MINUTE);
  }

  /** A person did something to the film there, or it is not what it was: looks begin anew. */
  untouched(index: number, film: string): void {
    this.stops.delete(`${index} ${film}`);
    this.played.delete(`${index} ${film}`);
  }

  plays(index: number, film: string): void {
    this.untouched(index, film);
    this.played.set(`${index} ${film}`, this.world.home.now);
  }

  /** A list was read that is remembered. */
  listed(index: number): void {
    const { films, home } = this.world;
    for (const film of films) {
      const row = this.world.rowOf(index, film);
      const name = `${index} ${film}`;
      if (row && row.positionMs > 0) this.showed(name, `${name} ${row.itemId}`);
      const word = this.stops.get(name);
      this.stops.delete(name);
      const lately = home.now - (this.sawMove.get(name) ?? Number.NEGATIVE_INFINITY) <= LATELY_MS;
      if (!word || !row || row.positionMs > 0) continue;
      this.sawMove.delete(name);
      if (lately && !this.world.lastWords.get(film)) this.forgot(index, film, word);
    }
  }

  /** A list was read of which nobody knows whether it is remembered. */
  listedInVain(index: number): void {
    for (const film of this.world.films) this.stops.delete(`${index} ${film}`);
  }

  private showed(name: string, copy: string): void {
    const before = this.shown.get(copy) ?? Number.POSITIVE_INFINITY;
    const played = this.played.get(name) ?? Number.NEGATIVE_INFINITY;
    if (played > before) this.sawMove.set(name, this.world.home.now);
    this.shown.set(copy, this.world.home.now);
  }

  /** The word stands where it still is; where it is nowhere, nobody can know it any more. */
  private forgot(index: number, film: string, word = this.world.lastWords.get(film)): void {
    const { lastWords, servers } = this.world;
    if (!word || word.positionMs === null) return;
    const stands = (one: number): boolean => {
      const row = this.world.rowOf(one, film);
      return row !== null && Math.abs(row.positionMs - word.positionMs!) <= SAME_MS;
    };
    const holder = [word.server, ...servers.keys()].find((one) => one !== index && stands(one));
    lastWords.set(film, holder === undefined ? null : { ...word, server: holder, forgotBy: index });
  }

  /** What was made up goes, and all servers count alike again. */
  end(): void {
    const { servers, films } = this.world;
    for (let n = 0; n < this.madeUp; n += 1) for (const server of servers) server.remove(made(n));
    for (const film of films) {
      const rows = servers.flatMap((_, index) => this.world.rowOf(index, film) ?? []);
      const episode = Math.max(...rows.map((row) => row.episode ?? 0));
      for (const row of rows) if (row.episode !== null) row.episode = episode;
    }
  }
}

const made = (n: number): string => `made-up-${n}`;
export const isMadeUp = (film: string): boolean => film.startsWith('made-up-');
