import type { Language } from '../model/language';
import type { Problem, SpokenProblem } from '../model/problem';
import type { Notice } from '../status/notices';
import type { Overview } from '../store/overview';
import type { Store, Unread } from '../store/port';
import type { Shared } from '../store/sync-chunks';

/** What Playhead needs of the place where it lives: a browser's worker, or a machine without one. */
export interface Home {
  store: Store;
  memory: StoreKeeper;
  spare: SpareText;
  lock: Lock;
  clock: Clock;
  fetch: typeof fetch;
  /** May Playhead talk to this address? */
  allowed(address: string): Promise<boolean>;
  newId(): string;
  /** A problem in words; `serverName` is null where no server is concerned. */
  say(problem: Problem, serverName: string | null): SpokenProblem;
  /** From now on texts are in this language; null is the home's own. */
  speakIn(language: Language | null): Promise<void>;
  /**
   * Shows how everything stands where it is always seen: in a browser, the toolbar. `memory` is what is
   * wrong with the store itself.
   */
  show(overview: Overview, now: number, memory: Problem | null): Promise<void>;
  notes: Notes;
  watch: Watch;
  shared: SharedTexts;
  /** What a diagnosis says of program and home. */
  about(): { version: string; browser: string };
}

/** What can be done about the store as a whole. Rejects with ProblemErrors of the memory. */
export interface StoreKeeper {
  /** Resolves once the store can be used. */
  open(): Promise<void>;
  /** An empty store in the place of one that cannot be opened. */
  replace(): Promise<void>;
  /** Rows that could not be read since this was last asked. */
  takeUnread(): Unread[];
}

/** One text that is kept apart from the store, and outlives it. */
export interface SpareText {
  read(): Promise<string | null>;
  /** Null takes it away. */
  put(text: string | null): Promise<void>;
}

/** One piece of work at a time. Whoever dies lets go of it. */
export interface Lock {
  /** Waits for its turn. */
  alone<T>(work: () => Promise<T>): Promise<T>;
  /** Does nothing and answers null while other work is under way. */
  ifFree<T>(work: () => Promise<T>): Promise<T | null>;
}

export interface Clock {
  /** Epoch ms. */
  now(): number;
  sleep(ms: number): Promise<void>;
  /** Does something later. Returns how to call it off. */
  after(ms: number, work: () => void): () => void;
}

/** Tells the person what needs them when nobody looks. */
export interface Notes {
  allowed(): Promise<boolean>;
  tell(notice: Notice, overview: Overview): Promise<void>;
}

/** Wakes Playhead sooner than usual while it works, in case it dies. */
export interface Watch {
  begin(): Promise<void>;
  end(): Promise<void>;
}

/** What this home and others of the same person show to each other. */
export interface SharedTexts {
  read(): Promise<Shared[]>;
  /** In the place of what this one had there before. Rejects when it is full. */
  put(shared: Shared): Promise<void>;
  takeAway(owner: string): Promise<void>;
}
