import type { Library } from '../../model/server';

/**
 * The random ids of a server's libraries, which its lists carry: by them each list shows whose it is.
 * `confirm` asks the server itself, and rejects when it is another one.
 */
export class LibraryMarks {
  private readonly known = new Set<string | null>();
  private asking: Promise<void> | null = null;

  constructor(private readonly confirm: () => Promise<void>) {}

  learn(libraries: readonly Library[]): void {
    for (const { mark } of libraries) if (mark !== undefined) this.known.add(mark);
  }

  /** Asks who answers there when a mark is new; null, for none, is new once. */
  async check(mark: string | null): Promise<void> {
    if (this.known.has(mark)) return;
    this.asking ??= this.confirm().finally(() => {
      this.asking = null;
    });
    await this.asking;
    this.known.add(mark);
  }
}
