import { ProblemError } from '../model/problem';
import type { SettingsFile } from '../model/settings';
import { fromBase64, toBase64 } from './base64';

/**
 * A settings file under a passphrase: format `playhead-settings-encrypted`, version 1. What is
 * inside is the settings file itself, as UTF-8.
 */
export interface SealedFile {
  format: typeof SEALED_FORMAT;
  version: typeof SEALED_VERSION;
  kdf: { name: 'PBKDF2'; hash: 'SHA-256'; iterations: number; salt: string };
  cipher: { name: 'AES-GCM'; bits: 256; iv: string };
  data: string;
}

export const SEALED_FORMAT = 'playhead-settings-encrypted';
const SEALED_VERSION = 1;

const ITERATIONS = 600_000;
/** A file that asks for more would only keep the computer busy. */
const MOST_ITERATIONS = 10_000_000;
const SALT_BYTES = 16;
const IV_BYTES = 12;

/** Is this a settings file under a passphrase, of whatever version? */
export const isSealed = (file: { format?: unknown }): boolean => file.format === SEALED_FORMAT;

/**
 * Encrypts a settings file with a passphrase. The more iterations, the longer each guess at the
 * passphrase takes; the file says how many there were.
 */
export async function seal(
  file: SettingsFile,
  passphrase: string,
  iterations = ITERATIONS,
): Promise<SealedFile> {
  const salt = crypto.getRandomValues(new Uint8Array(SALT_BYTES));
  const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES));
  const key = await keyOf(passphrase, salt, iterations, 'encrypt');
  const plain = new TextEncoder().encode(JSON.stringify(file));
  const data = await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, key, plain);
  return {
    format: SEALED_FORMAT,
    version: SEALED_VERSION,
    kdf: { name: 'PBKDF2', hash: 'SHA-256', iterations, salt: toBase64(salt) },
    cipher: { name: 'AES-GCM', bits: 256, iv: toBase64(iv) },
    data: toBase64(new Uint8Array(data)),
  };
}

/**
 * The settings file inside. Rejects with `wrong-passphrase` also when the file was damaged, since
 * the two cannot be told apart; with `settings-invalid` (params.field) or `settings-version` for
 * what is no such file.
 */
export async function unseal(file: SettingsFile, passphrase: string): Promise<SettingsFile> {
  const { iterations, salt, iv, data } = partsOf(file);
  const key = await keyOf(passphrase, salt, iterations, 'decrypt');
  const plain = await crypto.subtle.decrypt({ name: 'AES-GCM', iv }, key, data).catch(() => {
    throw new ProblemError({ code: 'wrong-passphrase' });
  });
  const inside = jsonOf(plain);
  if (typeof inside !== 'object' || inside === null) throw invalid('data');
  return inside as SettingsFile;
}

function jsonOf(plain: ArrayBuffer): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(plain));
  } catch {
    return null;
  }
}

async function keyOf(
  passphrase: string,
  salt: Uint8Array<ArrayBuffer>,
  iterations: number,
  use: 'encrypt' | 'decrypt',
): Promise<CryptoKey> {
  // Two keyboards may spell one letter in two ways.
  const typed = new TextEncoder().encode(passphrase.normalize('NFC'));
  const base = await crypto.subtle.importKey('raw', typed, 'PBKDF2', false, ['deriveKey']);
  const how = { name: 'PBKDF2', hash: 'SHA-256', salt, iterations };
  return crypto.subtle.deriveKey(how, base, { name: 'AES-GCM', length: 256 }, false, [use]);
}

interface Parts {
  iterations: number;
  salt: Uint8Array<ArrayBuffer>;
  iv: Uint8Array<ArrayBuffer>;
  data: Uint8Array<ArrayBuffer>;
}

function partsOf(file: SettingsFile): Parts {
  if (!isSealed(file)) throw invalid('format');
  if (file.version !== SEALED_VERSION) {
    throw new ProblemError({ code: 'settings-version', params: { field: String(file.version) } });
  }
  const kdf = objectAt(file, 'kdf');
  const cipher = objectAt(file, 'cipher');
  if (kdf.name !== 'PBKDF2') throw invalid('kdf.name');
  if (kdf.hash !== 'SHA-256') throw invalid('kdf.hash');
  if (cipher.name !== 'AES-GCM') throw invalid('cipher.name');
  if (cipher.bits !== 256) throw invalid('cipher.bits');
  return {
    iterations: iterationsIn(kdf.iterations),
    salt: bytesIn(kdf.salt, 'kdf.salt', SALT_BYTES),
    iv: bytesIn(cipher.iv, 'cipher.iv', IV_BYTES),
    data: bytesIn(file.data, 'data', 1),
  };
}

function objectAt(file: SettingsFile, field: string): Record<string, unknown> {
  const value = file[field];
  if (typeof value !== 'object' || value === null) throw invalid(field);
  return value as Record<string, unknown>;
}

function iterationsIn(value: unknown): number {
  const fits = Number.isInteger(value) && (value as number) >= 1;
  if (!fits || (value as number) > MOST_ITERATIONS) throw invalid('kdf.iterations');
  return value as number;
}

function bytesIn(value: unknown, field: string, least: number): Uint8Array<ArrayBuffer> {
  const bytes = typeof value === 'string' ? fromBase64(value) : null;
  if (!bytes || bytes.length < least) throw invalid(field);
  return bytes;
}

const invalid = (field: string): ProblemError =>
  new ProblemError({ code: 'settings-invalid', params: { field } });
