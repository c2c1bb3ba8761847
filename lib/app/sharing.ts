import { ProblemError } from '../model/problem';
import type { Settings } from '../model/settings';
import { freshPairState } from '../plan/pair-state';
import { renewDeviceIds } from '../store/device-ids';
import { Memory } from '../store/memory';
import { type SyncPreference, saveSyncPreference, syncPreference } from '../store/preferences';
import { newsIn, sharedText, takeOver } from '../store/shared-settings';
import type { Shared } from '../store/sync-chunks';
import type { Offer } from './answers';
import type { Commands } from './commands';
import type { Home } from './home';

/** Settings that other browsers of the same profile may see, where the person wants that. */
export class Sharing {
  private readonly memory: Memory;
  private last: Promise<unknown> = Promise.resolve();

  constructor(private readonly home: Home) {
    this.memory = new Memory(home.store);
  }

  /** Shares the settings as they are now, where that is wanted. */
  share(): Promise<void> {
    return this.inTurn(() => this.shareNow());
  }

  /** Switching it off takes away what was put there. */
  set(on: boolean): Promise<void> {
    return on ? this.inTurn(() => this.startNow()) : this.stop();
  }

  /** Takes the settings away, and puts none there any more. */
  stop(): Promise<void> {
    return this.inTurn(async () => {
      const { owner } = await this.preference();
      if (owner !== '') await this.home.shared.takeAway(owner).catch(failed);
      await this.save({ on: false, owner, sharedAt: null, failed: false });
    });
  }

  /** How the sharing stands, and what others offer. */
  async offers(): Promise<Commands['browserSync']['gives']> {
    const { on, owner, sharedAt, failed: lately } = await this.preference();
    const here = await this.memory.settings();
    const others = (await this.read()).filter((one) => one.owner !== owner);
    const read = others.map((one) => offerOf(one, here));
    return {
      ...{ on, sharedAt, failed: lately },
      offers: read.filter((one) => one !== null && one !== 'unreadable'),
      unreadable: read.filter((one) => one === 'unreadable').length,
    };
  }

  /** Takes over what another one offers. */
  async takeOverFrom(owner: string): Promise<void> {
    const offered = (await this.read()).find((one) => one.owner === owner);
    if (!offered) throw new ProblemError({ code: 'offer-gone' });
    await takeOver(this.home.store, offered.text, freshPairState);
  }

  /** Takes an offer away, for a browser that is no more. */
  removeOffer(owner: string): Promise<void> {
    return this.home.shared.takeAway(owner).catch(failed);
  }

  /** One after another: an older text must not be put there after a newer one. */
  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.last.then(work);
    this.last = turn.catch(() => {});
    return turn;
  }

  private async shareNow(): Promise<void> {
    const { shared, clock } = this.home;
    const preference = await this.preference();
    if (!preference.on) return;
    const { owner } = preference;
    const at = clock.now();
    try {
      const text = sharedText(await this.memory.settings());
      const before = (await shared.read()).find((one) => one.owner === owner);
      if (before && isOfTwin(before, preference)) return this.shareAsAnother(preference);
      if (before?.text === text) return this.save({ ...preference, failed: false });
      await this.save({ ...preference, puttingAt: at });
      await shared.put({ owner, at, text });
      await this.save({ ...preference, puttingAt: null, sharedAt: at, failed: false });
    } catch {
      await this.save({ ...preference, failed: true });
    }
  }

  /**
   * Somebody else writes under this browser's name: its profile was copied. From now on this one goes
   * by a name of its own, here and, as a device, on the servers.
   */
  private async shareAsAnother(preference: SyncPreference): Promise<void> {
    await renewDeviceIds(this.home.store);
    const owner = this.home.newId();
    await this.save({ ...preference, owner, sharedAt: null, puttingAt: null });
    await this.shareNow();
  }

  private async startNow(): Promise<void> {
    const before = await this.preference();
    const owner = before.owner || this.home.newId();
    await this.save({ ...before, on: true, owner });
    await this.shareNow();
    if (!(await this.preference()).failed) return;
    await this.save({ ...before, owner });
    throw new ProblemError({ code: 'browser-sync-failed' });
  }

  private read(): Promise<Shared[]> {
    return this.home.shared.read().catch(failed);
  }

  private preference(): Promise<SyncPreference> {
    return syncPreference(this.home.store);
  }

  private save(preference: SyncPreference): Promise<void> {
    return saveSyncPreference(this.home.store, preference);
  }
}

/** Was this put there under our name, but not by us? */
const isOfTwin = ({ at }: Shared, { sharedAt, puttingAt }: SyncPreference): boolean =>
  sharedAt !== null && at !== sharedAt && at !== puttingAt;

function offerOf({ owner, at, text }: Shared, here: Settings): Offer | 'unreadable' | null {
  try {
    const { theirs, news } = newsIn(text, here);
    if (!news) return null;
    return {
      from: owner,
      at,
      servers: theirs.servers.map((server) => server.name),
      pairs: theirs.pairs.length,
      addresses: news.servers.map((server) => server.address),
      rules: news.options !== null,
      mirror: news.options?.oneWayRemoveMode === 'mirror',
    };
  } catch {
    return 'unreadable';
  }
}

const failed = (): never => {
  throw new ProblemError({ code: 'browser-sync-failed' });
};
