import { approveHold, runRound } from '../../lib/engine/rounds';
import type { RunSummary } from '../../lib/model/run';
import type { Content } from './contents';
import { type Between, DirtyHousehold, type Running } from './household';
import { Libraries } from './libraries';
import { Truth } from './truth';
import type { DirtyWorld } from './world';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const FIRST_MS = 4 * MINUTE;
/** Until then everything is where it goes. */
const MOST_ROUNDS = 6;
/** More than the difference that counts. */
const STEP_MS = 37_000;

/** Moves the time, for the product and for all servers. */
export type Wait = (ms: number) => void;

/** What came of a world in which somebody watched for a while. */
export interface Outcome {
  world: DirtyWorld;
  home: DirtyHousehold;
  truth: Truth;
  broken: string[];
  held: number;
}

/** Watches here and there, runs, has the libraries change, watches on and runs again. */
export async function lived(world: DirtyWorld, wait: Wait, between?: Between): Promise<Outcome> {
  const story = new Story(world, wait, new DirtyHousehold(between));
  story.begins();
  await story.rounds(1);
  story.librariesChange();
  await story.rounds(1);
  story.goesOn();
  await story.rounds(1);
  story.librariesFollow();
  story.goesOn();
  await story.roundsUntilQuiet();
  return story.outcome();
}

class Story {
  private readonly truth: Truth;
  private readonly libraries: Libraries;
  private readonly broken: string[] = [];
  private held = 0;
  private played = 0;
  /** What is in progress. */
  private readonly begun: Content[] = [];

  constructor(
    private readonly world: DirtyWorld,
    private readonly wait: Wait,
    private readonly home: DirtyHousehold,
  ) {
    for (const place of world.places) home.open(place);
    const ids = world.places.map(({ id }) => id);
    for (let n = 1; n < ids.length; n += 1) home.pair(ids[n - 1]!, ids[n]!);
    this.truth = new Truth(home);
    this.libraries = new Libraries(world, home, this.truth);
  }

  begins(): void {
    const { chance, dirt, places } = this.world;
    const all = [...new Set(places.flatMap(({ files }) => files.map(({ content }) => content)))];
    const clean = all.filter((content) => !dirt.has(content));
    const dirty = all.filter((content) => dirt.has(content));
    const chosen = [...chance.some(clean, 4), ...chance.some(dirty, 6)];
    let hoursAgo = 30;
    for (const content of chance.shuffled(chosen)) {
      const servers = this.serversWith(content);
      const times = servers.length > 1 && chance.happens(0.25) ? 2 : 1;
      for (const server of chance.some(servers, times)) {
        hoursAgo -= 1;
        this.plays(server, content, Date.now() - hoursAgo * HOUR);
      }
    }
  }

  goesOn(): void {
    const { chance, dirt } = this.world;
    const may = this.begun.filter((content) => this.libraries.mayGoOn(content));
    const dirty = may.filter((content) => dirt.has(content));
    const clean = may.filter((content) => !dirt.has(content));
    for (const content of [...chance.some(clean, 2), ...chance.some(dirty, 2)]) {
      this.plays(chance.one(this.serversWith(content)), content, Date.now() - MINUTE);
    }
  }

  private plays(server: Running, content: Content, at: number): void {
    const files = [...server.items.keys()].filter((file) => file.content === content);
    this.truth.plays(server, this.world.chance.one(files), this.nextMs(), at);
    if (!this.begun.includes(content)) this.begun.push(content);
  }

  /** No two are the same, so that a position tells whose it is. */
  private nextMs(): number {
    this.played += 1;
    return FIRST_MS + this.played * STEP_MS;
  }

  private serversWith(content: Content): Running[] {
    return this.home.running.filter(({ items }) =>
      [...items.keys()].some((file) => file.content === content),
    );
  }

  librariesChange(): void {
    this.libraries.change();
  }

  librariesFollow(): void {
    this.libraries.follow();
  }

  async rounds(count: number): Promise<void> {
    for (let n = 0; n < count; n += 1) {
      this.wait(6 * MINUTE);
      this.note(await runRound(this.home.ports, 'person'));
      this.truth.afterRun();
      await this.approveAll();
      this.wait(MINUTE);
    }
  }

  /** Among three servers a position takes a round for each. */
  async roundsUntilQuiet(): Promise<void> {
    const written = () => this.home.store.activityRows.size;
    let before = -1;
    for (let n = 0; n < MOST_ROUNDS && written() > before; n += 1) {
      before = written();
      await this.rounds(1);
    }
  }

  private async approveAll(): Promise<void> {
    for (const { pairId, hold } of this.home.store.pairStateRows.values()) {
      if (!hold) continue;
      this.held += 1;
      this.note(await approveHold(this.home.ports, pairId, hold.planHash));
      this.truth.afterRun();
    }
  }

  private note(summaries: RunSummary[]): void {
    for (const { pairId, problem } of summaries) {
      // A server that keeps one state for several titles forgets one of two writes.
      const taken = problem?.code !== 'not-taken' || this.truth.entangled.size === 0;
      if (problem && taken)
        this.broken.push(`${pairId}: ${problem.code} ${JSON.stringify(problem.params)}`);
    }
  }

  outcome(): Outcome {
    const { world, home, truth, broken, held } = this;
    for (const { sim } of home.running) {
      for (const crash of sim.crashes) broken.push(`${sim.name} crashed: ${crash}`);
    }
    return { world, home, truth, broken, held };
  }
}
