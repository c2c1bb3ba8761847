/**
 * How long one server may keep a round waiting, in ms. Requests that wait side by side wait once. Where
 * nothing is left, nothing more is sent.
 */
export class Patience {
  private spent = 0;
  private waiting = 0;
  private since = 0;

  constructor(
    private readonly ms: number,
    private readonly clock: { now(): number } = performance,
  ) {}

  /** Whole milliseconds that are left. */
  get left(): number {
    const now = this.waiting > 0 ? this.clock.now() - this.since : 0;
    return Math.max(0, Math.floor(this.ms - this.spent - now));
  }

  /** A request begins to wait; call the answer once, when it is over. */
  begin(): () => void {
    if (this.waiting === 0) this.since = this.clock.now();
    this.waiting += 1;
    return () => {
      this.waiting -= 1;
      if (this.waiting === 0) this.spent += this.clock.now() - this.since;
    };
  }
}
