import type { Patience } from '../model/patience';
import type { ServerSettings } from '../model/server';
import type { MediaServer } from '../servers/port';
import type { Memory } from '../store/memory';

/** What a run reports while it works. */
export interface Progress {
  pairId: string;
  stage: 'reading' | 'deciding' | 'writing';
  done: number;
  of: number;
  title: string | null;
}

/** All that the engine knows of the world around it. It has no browser, no clock, no network. */
export interface EnginePorts {
  store: Memory;
  /** An adapter for this server, as this user. `patience`: what its requests may wait together. */
  connect(settings: ServerSettings, userId: string | null, patience?: Patience): MediaServer;
  /** How long one server may keep a round waiting, ms; three minutes unless said. */
  roundMs?: number;
  /** Epoch ms. */
  now(): number;
  sleep(ms: number): Promise<void>;
  /** May this browser talk to this address? */
  allowed(address: string): Promise<boolean>;
  newId(): string;
  progress(progress: Progress): void;
}
