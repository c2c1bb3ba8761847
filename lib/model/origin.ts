/**
 * The permission pattern of an address. Without the port: Firefox grants a pattern with one, and
 * refuses the request all the same.
 */
export function originPattern(address: string): string | null {
  if (!URL.canParse(address)) return null;
  const { protocol, hostname } = new URL(address);
  return protocol === 'http:' || protocol === 'https:' ? `${protocol}//${hostname}/*` : null;
}
