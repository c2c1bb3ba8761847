import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { type AddressInfo, createServer as createDoor, type Server as Door } from 'node:net';

/** Key and certificate, in PEM. */
export interface Tls {
  key: string;
  cert: string;
}

/** What a server speaks: http, https, or both on one port. */
export type Speech = { tls: null } | { tls: Tls; plainToo: boolean };

const LIMITS = { maxHeaderSize: 256 * 1024 };
const KEEP_ALIVE_MS = 120_000;
/** The first byte of every TLS connection. */
const HANDSHAKE = 0x16;

/** A listening port of 127.0.0.1. */
export class Wire {
  private constructor(
    private readonly door: Door,
    private readonly servers: Server[],
  ) {}

  static async open(port: number, speech: Speech, handler: RequestListener): Promise<Wire> {
    const plain = createServer(LIMITS, handler);
    const secure = speech.tls && createTlsServer({ ...LIMITS, ...speech.tls }, handler);
    const servers = secure ? [plain, secure] : [plain];
    for (const server of servers) server.keepAliveTimeout = KEEP_ALIVE_MS;
    const both = secure && speech.plainToo;
    const door = both ? divided(plain, secure) : (secure ?? plain);
    await new Promise<void>((done, fail) => {
      door.once('error', fail);
      door.listen(port, '127.0.0.1', done);
    });
    return new Wire(door, servers);
  }

  get port(): number {
    return (this.door.address() as AddressInfo).port;
  }

  close(): Promise<void> {
    return new Promise((done) => {
      this.door.close(() => done());
      for (const server of this.servers) server.closeAllConnections();
      this.door.emit('closing');
    });
  }
}

/** Hands each connection to the server that its first byte speaks to. */
function divided(plain: Server, secure: Server): Door {
  const door = createDoor((socket) => {
    const hangUp = () => socket.destroy();
    door.once('closing', hangUp);
    socket.once('close', () => door.off('closing', hangUp));
    socket.on('error', hangUp);
    socket.once('data', (first: Buffer) => {
      socket.pause();
      socket.unshift(first);
      (first[0] === HANDSHAKE ? secure : plain).emit('connection', socket);
      process.nextTick(() => socket.resume());
    });
  });
  return door.setMaxListeners(0);
}
