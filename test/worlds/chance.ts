/** Numbers that look like chance and are the same for the same seed. */
export class Chance {
  private state: number;

  constructor(readonly seed: number) {
    this.state = (seed * 2_654_435_761 + 0x9e37_79b9) >>> 0;
    for (let n = 0; n < 4; n += 1) this.next();
  }

  /** From 0 to below 1. */
  next(): number {
    this.state = (this.state + 0x6d2b_79f5) >>> 0;
    let mixed = this.state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  }

  /** A whole number, both ends included. */
  between(least: number, most: number): number {
    return least + Math.floor(this.next() * (most - least + 1));
  }

  happens(share: number): boolean {
    return this.next() < share;
  }

  one<T>(from: readonly T[]): T {
    return from[this.between(0, from.length - 1)] as T;
  }

  /** So many of them, or all, in their order. */
  some<T>(from: readonly T[], count: number): T[] {
    const left = [...from];
    while (left.length > count) left.splice(this.between(0, left.length - 1), 1);
    return left;
  }

  shuffled<T>(from: readonly T[]): T[] {
    const left = [...from];
    return from.map(() => left.splice(this.between(0, left.length - 1), 1)[0] as T);
  }
}
