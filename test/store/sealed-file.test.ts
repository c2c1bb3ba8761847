import { createDecipheriv, pbkdf2Sync } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { ProblemError } from '../../lib/model/problem';
import { isSealed, type SealedFile, seal, unseal } from '../../lib/store/sealed-file';

const PASSPHRASE = 'sieben Körbe Äpfel';
/** How hard a file is to open is tried once, with the real number; everything else is quick. */
const FEW = 1_000;
const file = {
  format: 'playhead-settings',
  version: 1,
  servers: [{ id: 'attic', name: 'Dachboden ü', token: 'tok-in-secret' }],
  pairs: [],
};

let sealed: SealedFile;
beforeAll(async () => {
  sealed = await seal(file, PASSPHRASE, FEW);
});

const problemOf = async (changed: object, passphrase = PASSPHRASE): Promise<unknown> => {
  try {
    await unseal(changed as Record<string, unknown>, passphrase);
  } catch (thrown) {
    return thrown instanceof ProblemError ? thrown.problem : thrown;
  }
  return null;
};

const opened = (one: SealedFile, passphrase = PASSPHRASE) =>
  unseal({ ...one } as Record<string, unknown>, passphrase);

describe('a settings file under a passphrase', () => {
  it('says how it is encrypted, and nothing of what is in it', async () => {
    expect(await seal(file, PASSPHRASE)).toMatchObject({
      format: 'playhead-settings-encrypted',
      version: 1,
      kdf: { name: 'PBKDF2', hash: 'SHA-256', iterations: 600_000 },
      cipher: { name: 'AES-GCM', bits: 256 },
    });
    expect(JSON.stringify(sealed)).not.toMatch(/attic|Dachboden|tok-in-secret/);
    expect(isSealed(sealed)).toBe(true);
    expect(isSealed(file)).toBe(false);
  });

  it('gives back what went in, however the passphrase is spelt', async () => {
    expect(await opened(sealed)).toEqual(file);
    expect(await opened(sealed, PASSPHRASE.normalize('NFD'))).toEqual(file);
  });

  it('can be opened by another program that follows the description', () => {
    const salt = Buffer.from(sealed.kdf.salt, 'base64');
    const key = pbkdf2Sync(PASSPHRASE.normalize('NFC'), salt, sealed.kdf.iterations, 32, 'sha256');
    const data = Buffer.from(sealed.data, 'base64');
    const cipher = createDecipheriv('aes-256-gcm', key, Buffer.from(sealed.cipher.iv, 'base64'));
    cipher.setAuthTag(data.subarray(-16));
    const plain = Buffer.concat([cipher.update(data.subarray(0, -16)), cipher.final()]);
    expect(JSON.parse(plain.toString())).toEqual(file);
  });

  it('opens a file that was made elsewhere', async () => {
    const made = {
      format: 'playhead-settings-encrypted',
      version: 1,
      kdf: {
        name: 'PBKDF2',
        hash: 'SHA-256',
        iterations: 600_000,
        salt: 'AAECAwQFBgcICQoLDA0ODw==',
      },
      cipher: { name: 'AES-GCM', bits: 256, iv: 'AAECAwQFBgcICQoL' },
      data: 'UeytIpHdilT0r+6/IVj/nF8tZDcXFXBWl6jYT+oZdhuFlNXe9KbhLsEvWGYgrQ==',
    };
    expect(await unseal(made, 'correct horse battery')).toEqual({ format: 'playhead-settings' });
  });

  it('is never encrypted twice the same', async () => {
    const again = await seal(file, PASSPHRASE, FEW);
    expect(again.kdf.salt).not.toBe(sealed.kdf.salt);
    expect(again.cipher.iv).not.toBe(sealed.cipher.iv);
    expect(again.data).not.toBe(sealed.data);
  });

  it('stays shut for another passphrase', async () => {
    expect(await problemOf(sealed, `${PASSPHRASE} `)).toEqual({ code: 'wrong-passphrase' });
    expect(await problemOf(sealed, '')).toEqual({ code: 'wrong-passphrase' });
  });

  it('stays shut once anything of it was changed', async () => {
    const data = Buffer.from(sealed.data, 'base64');
    for (const at of [0, data.length - 1]) {
      const other = Buffer.from(data);
      other[at]! ^= 1;
      const changed = { ...sealed, data: other.toString('base64') };
      expect(await problemOf(changed)).toEqual({ code: 'wrong-passphrase' });
    }
    const cut = { ...sealed, data: data.subarray(0, -4).toString('base64') };
    expect(await problemOf(cut)).toEqual({ code: 'wrong-passphrase' });
    const fewer = { ...sealed, kdf: { ...sealed.kdf, iterations: FEW - 1 } };
    expect(await problemOf(fewer)).toEqual({ code: 'wrong-passphrase' });
  });

  it.each([
    ['kdf', { kdf: 'PBKDF2' }],
    ['kdf.name', { kdf: { name: 'scrypt' } }],
    ['kdf.iterations', { kdf: { name: 'PBKDF2', hash: 'SHA-256', iterations: 1e9 } }],
    ['cipher', { cipher: null }],
    ['data', { data: '' }],
    ['data', { data: '§§' }],
  ])('is refused with the name of what is wrong: %s', async (field, wrong) => {
    const problem = { code: 'settings-invalid', params: { field } };
    expect(await problemOf({ ...sealed, ...wrong })).toEqual(problem);
  });

  it('is refused when there is no settings file in it', async () => {
    const other = await seal('text' as never, PASSPHRASE, FEW);
    expect(await problemOf(other)).toEqual({ code: 'settings-invalid', params: { field: 'data' } });
  });

  it('of a later version is refused as that', async () => {
    expect(await problemOf({ ...sealed, version: 2 })).toMatchObject({ code: 'settings-version' });
  });
});
