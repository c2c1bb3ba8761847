import { createHash, X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';
import { generate, type SubjectAltNameEntry } from 'selfsigned';
import type { Tls } from './wire';

export interface Certificate extends Tls {
  /**
   * SHA-256 of the public key in base64: a Chromium started with
   * `--ignore-certificate-errors-spki-list=<this>` trusts the certificate.
   */
  spki: string;
}

/** A self-signed certificate for these DNS names and IP addresses, good for a day. */
export async function certificateFor(...names: string[]): Promise<Certificate> {
  const altNames = names.map(
    (name): SubjectAltNameEntry => (isIP(name) ? { type: 7, ip: name } : { type: 2, value: name }),
  );
  const now = Date.now();
  const made = await generate([{ name: 'commonName', value: names[0] ?? 'localhost' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    notBeforeDate: new Date(now - 60_000),
    notAfterDate: new Date(now + 24 * 60 * 60_000),
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', digitalSignature: true, keyCertSign: true, critical: true },
      { name: 'extKeyUsage', serverAuth: true },
      { name: 'subjectAltName', altNames },
    ],
  });
  const { publicKey } = new X509Certificate(made.cert);
  const der = publicKey.export({ type: 'spki', format: 'der' });
  const spki = createHash('sha256').update(der).digest('base64');
  return { key: made.private, cert: made.cert, spki };
}
