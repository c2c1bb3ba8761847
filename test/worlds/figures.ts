import type { Content } from './contents';
import { isListed } from './listed';
import type { Outcome } from './story';

interface Count {
  tried: number;
  /** On one server only. */
  alone: number;
  inStep: number;
  listed: number;
  wrong: number;
  lost: number;
  silent: number;
}

const NONE: Count = { tried: 0, alone: 0, inStep: 0, listed: 0, wrong: 0, lost: 0, silent: 0 };
const CLEAN = 'clean';

/** What came of many worlds, for each kind of dirt; what went wrong, in words. */
export class Figures {
  readonly wrong: string[] = [];
  readonly lost: string[] = [];
  readonly silent: string[] = [];
  readonly broken: string[] = [];
  private worlds = 0;
  private held = 0;
  private readonly counts = new Map<string, Count>();

  add(outcome: Outcome): void {
    const { world, truth, broken } = outcome;
    this.worlds += 1;
    this.held += outcome.held;
    this.broken.push(...broken.map((words) => `world ${world.seed}: ${words}`));
    for (const { content, words } of truth.wrong) {
      this.countOf(outcome, content).wrong += 1;
      this.wrong.push(`${introduction(outcome, content)} ${words}`);
    }
    for (const content of truth.lastWords.keys()) this.judge(outcome, content);
  }

  private judge(outcome: Outcome, content: Content): void {
    const { truth } = outcome;
    if (truth.entangled.has(content)) return;
    const count = this.countOf(outcome, content);
    const sentence = `${introduction(outcome, content)} ${content.key}`;
    count.tried += 1;
    if (truth.isLost(content)) {
      count.lost += 1;
      this.lost.push(sentence);
    }
    if (!truth.isShared(content)) count.alone += 1;
    else if (truth.inStep(content)) count.inStep += 1;
    else if (isListed(outcome, content)) count.listed += 1;
    else {
      count.silent += 1;
      this.silent.push(sentence);
    }
  }

  /** How many of the clean titles that were played are in step everywhere. */
  shareOfClean(): number {
    return shareInStep(this.counts.get(CLEAN) ?? NONE);
  }

  report(): string {
    const rows = [...this.counts].sort().map(([kind, count]) => {
      const { tried, alone, listed, wrong, lost, silent } = count;
      const share = `${tried - alone} played, ${(100 * shareInStep(count)).toFixed(1)} % in step`;
      return `${kind}: ${share}, ${listed} listed, ${wrong} wrong, ${lost} lost, ${silent} silent`;
    });
    return [`${this.worlds} worlds, ${this.held} holds`, ...rows].join('\n');
  }

  private countOf({ world }: Outcome, content: Content): Count {
    const kind = world.dirt.get(content) ?? CLEAN;
    const count = this.counts.get(kind) ?? { ...NONE };
    this.counts.set(kind, count);
    return count;
  }
}

const shareInStep = ({ tried, alone, inStep }: Count): number => inStep / (tried - alone);

const introduction = ({ world }: Outcome, content: Content): string =>
  `world ${world.seed}: ${world.dirt.get(content) ?? CLEAN}:`;
