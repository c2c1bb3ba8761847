import { undo } from '../../lib/engine/undo';
import type { Activity, RunSummary } from '../../lib/model/run';
import type { Pair } from '../../lib/model/settings';
import { Household, type Kind } from '../support/household';
import { HOUR, type MemoryServer, MINUTE } from '../support/memory-server';
import { type Engine, REAL } from './engine';
import { Flags } from './flags';
import { Forgetting } from './forgetting';
import type { Event } from './history';
import { Ledger } from './ledger';
import { Places } from './places';
import { isCalled, shelve } from './titles';
import { Watch } from './watch';

export interface Setup {
  kinds: Kind[];
  films: number;
  mode: Pair['mode'];
  mirror: boolean;
  /** How many seconds each server's clock is ahead of ours. */
  clocks: number[];
  /** Pairs as server numbers. */
  pairs: [number, number][];
}

/** The last thing a person did to a film, on any server. */
export interface LastWord {
  server: number;
  positionMs: number | null;
  /** The server that forgot it meanwhile, while another still has it. */
  forgotBy?: number;
}

/** A household that lives through a history and watches over the promises while it does. */
export class World {
  readonly home = new Household();
  readonly servers: MemoryServer[];
  readonly films: string[];
  readonly broken: string[] = [];
  private readonly flags = new Flags(this);
  readonly lastWords = new Map<string, LastWord | null>();
  /** What ever happened here: of a film `<event> <server> <film>`, else by other names. */
  readonly deeds = new Set<string>();
  readonly ledger = new Ledger(this.home.store.activityRows);
  readonly forgetting = new Forgetting(this);
  private readonly watch = new Watch(this);
  private readonly places = new Places();
  inRound = false;

  constructor(
    readonly setup: Setup,
    private readonly engine: Engine = REAL,
  ) {
    this.servers = setup.kinds.map((kind, index) => this.home.server(`s${index}`, kind));
    this.films = Array.from({ length: setup.films }, (_, index) => `film${index}`);
    shelve(this.films, this.home);
    for (const [source, target] of setup.pairs) {
      this.home.pair(`s${source}`, `s${target}`, { mode: setup.mode });
    }
    if (setup.mirror) this.home.store.kept.options.oneWayRemoveMode = 'mirror';
    for (const [index, server] of this.servers.entries()) {
      server.skew = setup.clocks[index]! * 1000;
      this.watch.over(server, index);
    }
  }

  /** The servers that one is in a pair with. */
  partnersOf(index: number): number[] {
    return this.setup.pairs.flatMap(([a, b]) => (a === index ? [b] : b === index ? [a] : []));
  }

  rowOf(index: number, film: string) {
    const films = [...this.servers[index]!.films.values()];
    return films.find((one) => one.present && one.row.title === film)?.row ?? null;
  }

  async live(events: Event[]): Promise<void> {
    for (const event of events) {
      this.home.wait(MINUTE);
      this.forgetting.backUp();
      await this.meet(event);
    }
  }

  private async meet(event: Event): Promise<void> {
    switch (event.do) {
      case 'run':
        await this.round();
        return;
      case 'wait':
        if (event.minutes > A_WEEK) this.deeds.add('long wait');
        this.home.wait(event.minutes * MINUTE);
        return;
      case 'kill':
        this.home.store.commitsToLive = event.commits;
        return;
      case 'toggle':
        this.toggle(event.what);
        return;
      case 'undo':
        await this.undo(event.back);
        return;
      default:
        this.onServer(event);
    }
  }

  private toggle(what: 'remove' | 'addUpdate' | 'rewatch' | 'libraries'): void {
    this.deeds.add(`toggle ${what}`);
    if (what === 'libraries') {
      for (const server of this.home.store.kept.servers) {
        server.libraries = server.libraries ? null : ['films'];
      }
      return;
    }
    for (const pair of this.home.store.kept.pairs) pair[what] = !pair[what];
  }

  private async undo(back: number): Promise<void> {
    const rows = [...this.home.store.activityRows.values()].filter((row) => row.undo);
    // Which of one run's writes came first is no matter of the promises.
    const place = (row: Activity) => `${row.at} ${row.title} ${row.serverId}`;
    rows.sort((a, b) => (place(a) < place(b) ? -1 : 1));
    const row = rows[rows.length - 1 - back];
    if (!row) return;
    const film = this.films.find((one) => isCalled(row.title, one))!;
    this.lastWords.set(film, null);
    this.deeds.add(`undo ${film}`);
    this.ledger.touched(row.serverId, film);
    try {
      await undo(this.home.ports, row.activityId);
      this.broken.push(...this.ledger.ended());
    } catch {
      // Refused, or the server is away, or the worker died in the middle.
      this.ledger.lost();
    }
  }

  private onServer(event: Extract<Event, { server: number }>): void {
    const server = this.servers[event.server]!;
    switch (event.do) {
      case 'offline':
        server.down = { code: 'unreachable' };
        return;
      case 'half-list':
        server.halfList = true;
        return;
      case 'online':
        server.down = null;
        server.halfList = false;
        return;
      case 'close-players':
        server.players.length = 0;
        return;
      case 'restore':
        this.forgetting.restore(event.server, event.back);
        this.flags.note(event.server);
        return;
      case 'make-up':
        this.forgetting.makeUp(event.server);
        return;
      case 'refuse-write':
        if (event.how === 'ignored') server.ignoresWrites = true;
        else server.writeFaults.push({ code: event.how });
        return;
      default:
        this.onFilm(event, server);
    }
  }

  private onFilm(event: Extract<Event, { film: number }>, server: MemoryServer): void {
    const film = this.films[event.film]!;
    this.deeds.add(`${event.do} ${event.server} ${film}`);
    this.ledger.touched(server.name, film);
    if (event.do === 'give-back') {
      server.giveBack(film);
      return;
    }
    const row = this.rowOf(event.server, film);
    if (!row) return;
    const said = (positionMs: number | null) => {
      this.lastWords.set(film, { server: event.server, positionMs });
      this.forgetting.untouched(event.server, film);
    };
    switch (event.do) {
      case 'play':
      case 'seek-back':
      case 'beyond': {
        const ms = this.places.next(event.do, row.positionMs);
        server.play(film, ms);
        said(ms);
        this.forgetting.plays(event.server, film);
        return;
      }
      case 'finish':
        server.finish(film);
        said(null);
        break;
      case 'clear':
        server.clear(film);
        said(null);
        break;
      case 'unwatch':
        server.unwatch(film);
        said(null);
        break;
      case 'restart':
        server.restart(film);
        said(null);
        break;
      case 'delete':
        server.remove(film);
        this.lastWords.set(film, null);
        return;
      case 'rename':
        server.rename(film);
        return;
      case 'replace':
        this.forgetting.replace(event.server, film);
        break;
      case 'stop':
        this.forgetting.stop(event.server, film);
        return;
      case 'renumber':
        this.forgetting.renumber(event.server, film);
        return;
      case 'open-player':
        server.players.push({ itemId: row.itemId, paused: event.paused });
        return;
    }
    this.flags.note(event.server);
  }

  private async round(): Promise<RunSummary[]> {
    const silent = this.servers.filter((one) => one.down || one.halfList);
    const before = this.servers.map((one) => one.writes.length);
    this.inRound = true;
    const summaries = await this.engine(this.home);
    this.inRound = false;
    if (this.home.store.dead) this.ledger.died();
    else {
      const unexpected = summaries.filter((one) => one.problem?.code === 'unexpected');
      this.broken.push(
        ...unexpected.map((one) => `${one.pairId} broke: ${one.problem!.params?.detail}`),
      );
      this.broken.push(...this.ledger.ended());
    }
    this.home.store.revive();
    for (const server of this.servers) server.ignoresWrites = false;
    if (this.servers.length === 2 && silent.length > 0) {
      const wrote = this.servers.some((one, index) => one.writes.length > before[index]!);
      if (wrote) this.broken.push('a write though one side was unknown');
    }
    this.broken.push(...this.flags.touched());
    return summaries;
  }

  /** Everything works again, and a day's rest is over. Returns writes of the last round. */
  async settleDown(rounds: number): Promise<number> {
    for (const server of this.servers) {
      Object.assign(server, { down: null, halfList: false, writeFaults: [], ignoresWrites: false });
      server.players.length = 0;
    }
    this.forgetting.end();
    this.home.store.revive();
    this.home.wait(7 * HOUR);
    for (let n = 0; n < rounds; n += 1) {
      await this.round();
      this.home.wait(MINUTE);
    }
    const before = this.servers.reduce((sum, one) => sum + one.writes.length, 0);
    await this.round();
    this.broken.push(...this.ledger.unfound());
    return this.servers.reduce((sum, one) => sum + one.writes.length, 0) - before;
  }

  /** Positions by server and film. */
  positions(): (number | null)[][] {
    return this.servers.map((_, index) =>
      this.films.map((film) => this.rowOf(index, film)?.positionMs ?? null),
    );
  }
}

/** In minutes: after so long without a run, what left says nothing any more. */
const A_WEEK = 7 * 24 * 60;
