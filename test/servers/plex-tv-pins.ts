import { hex } from './people';
import type { Account } from './plex-tv-accounts';

export interface Pin {
  id: number;
  code: string;
  product: string | null;
  clientId: string;
  createdAt: number;
  expiresAt: number;
  authToken: string | null;
}

const FIRST_ID = 501;

/** Codes that a person allows on a web page while the app that asked for them polls. */
export class Pins {
  private readonly pins: Pin[] = [];

  constructor(
    private readonly now: () => number,
    private readonly issue: (account: Account, clientId: string) => string,
  ) {}

  /** A strong code is long and made for links, the other one short and made for typing. */
  begin(clientId: string, product: string | null, strong: boolean, lifeMs: number): Pin {
    const id = FIRST_ID + this.pins.length;
    const letters = BigInt(`0x${hex('pin', clientId, id)}`).toString(36);
    const code = strong ? letters.padStart(24, '0').slice(-24) : letters.slice(-4).toUpperCase();
    const createdAt = this.now();
    const expiresAt = createdAt + lifeMs;
    const pin = { id, code, product, clientId, createdAt, expiresAt, authToken: null };
    this.pins.push(pin);
    return pin;
  }

  /** Only the client that began it finds a PIN, and only while it lives. */
  find(id: number, clientId: string): Pin | null {
    const found = this.alive().find((pin) => pin.id === id);
    return found?.clientId === clientId ? found : null;
  }

  /** False when there is no such code any more, or when it is another client's. */
  authorise(code: string, account: Account, clientId?: string): boolean {
    const pin = this.alive().find((one) => one.code === code);
    if (!pin || (clientId !== undefined && pin.clientId !== clientId)) return false;
    pin.authToken ??= this.issue(account, pin.clientId);
    return true;
  }

  expireAll(): void {
    for (const pin of this.pins) pin.expiresAt = Math.min(pin.expiresAt, this.now());
  }

  row(pin: Pin): Record<string, unknown> {
    return {
      id: pin.id,
      code: pin.code,
      product: pin.product,
      trusted: false,
      qr: `https://plex.tv/api/v2/pins/qr/${pin.code}`,
      clientIdentifier: pin.clientId,
      location: { code: 'XX', country: 'Nowhere', time_zone: 'Etc/UTC' },
      expiresIn: Math.floor((pin.expiresAt - this.now()) / 1000),
      createdAt: stamp(pin.createdAt),
      expiresAt: stamp(pin.expiresAt),
      authToken: pin.authToken,
      newRegistration: pin.authToken === null ? null : false,
    };
  }

  private alive(): Pin[] {
    return this.pins.filter((pin) => pin.expiresAt > this.now());
  }
}

const stamp = (ms: number): string => new Date(ms).toISOString().replace(/\.\d+Z$/, 'Z');
