import type { ServerSettings } from './server';

export type PairMode = 'one-way' | 'two-way';
export type OneWayRemoveMode = 'source-deletes' | 'mirror';

export interface Guardrails {
  /** Positions below this are not worth copying. */
  minimumSeconds: number;
  /** Two positions differ from here on. */
  deltaSeconds: number;
  /** Positions from this share of the target's runtime on are not copied. */
  maximumPercent: number;
}

/** Two servers, left = source, right = target. */
export interface Pair {
  id: string;
  source: string;
  target: string;
  mode: PairMode;
  enabled: boolean;
  addUpdate: boolean;
  remove: boolean;
  rewatch: boolean;
  guardrails: Guardrails;
}

export interface Options {
  oneWayRemoveMode: OneWayRemoveMode;
  intervalMinutes: number;
  tombstoneDays: number;
}

/** The person's wish that nothing runs by itself. */
export interface Pause {
  /** Epoch ms; null until they resume it. */
  until: number | null;
}

export interface Settings {
  servers: ServerSettings[];
  pairs: Pair[];
  options: Options;
}

export const DEFAULT_GUARDRAILS: Guardrails = {
  minimumSeconds: 5,
  deltaSeconds: 30,
  maximumPercent: 80,
};

const DAY_SECONDS = 24 * 3600;

/**
 * From and to what each limit of a pair can be set, wherever it is. Two readings of one position are
 * up to 2 s apart, so a smaller difference than 3 s is none.
 */
export const LIMITS = {
  minimumSeconds: [0, DAY_SECONDS],
  deltaSeconds: [3, DAY_SECONDS],
  maximumPercent: [1, 100],
} as const satisfies Record<keyof Guardrails, readonly [number, number]>;

export const DEFAULT_OPTIONS: Options = {
  oneWayRemoveMode: 'source-deletes',
  intervalMinutes: 5,
  tombstoneDays: 30,
};

/** The two servers of a pair, whichever is the source. */
export const endsOf = ({ source, target }: Pick<Pair, 'source' | 'target'>): string =>
  [source, target].sort().join(' ');

/** Some fields of a pair, to be changed alone. */
export type PairChanges = Partial<Omit<Pair, 'id' | 'guardrails'>> & {
  guardrails?: Partial<Guardrails>;
};

/** The settings file, as exported and imported. Checked by `lib/store/settings-file`. */
export type SettingsFile = Record<string, unknown>;
