import type { SettingsFile } from '../../../lib/model/settings';

/** A settings file as far as the page has to know it; the worker checks the whole. */
export interface FileContents {
  file: SettingsFile;
  addresses: string[];
  servers: number;
  pairs: number;
  /** Servers without a token. */
  signIns: number;
}

/** What a settings file names. */
export function contentsOf(file: SettingsFile): FileContents {
  const servers = listOf(file.servers);
  const addresses = servers.flatMap((server) => {
    const address = (server as { address?: unknown } | null)?.address;
    return typeof address === 'string' ? [address] : [];
  });
  const signIns = servers.filter((server) => !(server as { token?: unknown } | null)?.token).length;
  return {
    file,
    addresses,
    servers: servers.length,
    pairs: listOf(file.pairs).length,
    signIns,
  };
}

/** A file's text as a JSON object; null for what is none. */
export function parsed(text: string): SettingsFile | null {
  try {
    const value: unknown = JSON.parse(text);
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isObject ? (value as SettingsFile) : null;
  } catch {
    return null;
  }
}

const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
