import { MINUTE } from '../support/memory-server';

/** Where a person stops: never near a place that was there before, so that every play is a move. */
export class Places {
  private count = 0;
  private readonly used: number[] = [];

  /** The next one in ms, for a film that stands at `now`. */
  next(how: 'play' | 'seek-back' | 'beyond', now: number): number {
    const [from, to] = how === 'beyond' ? [100, 118] : [2, 94];
    this.count += 1;
    let place = how === 'seek-back' ? now / 2 : from * MINUTE + this.count * 37 * MINUTE;
    const near = (ms: number) => this.used.some((one) => Math.abs(one - ms) < 40_000);
    const within = (ms: number) => from * MINUTE + (ms % ((to - from) * MINUTE));
    place = within(place);
    while (near(place)) place = within(place + 17_000);
    this.used.push(place);
    return Math.round(place);
  }
}
