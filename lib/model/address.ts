const SCHEME = /^[a-z][a-z0-9+.-]*:\/\//i;
/** An IPv6 address without its brackets, and so without a port. */
const BARE_IPV6 = /^[0-9a-f]*:[0-9a-f]*:[0-9a-f:.]*$/i;

/**
 * A server's address as people paste it, as origin and base path: without a scheme it is http, and
 * the web client's part (`/web/index.html#…`) goes. Null for what is no address.
 */
export function plainAddress(pasted: string): string | null {
  const text = pasted.trim();
  if (text === '' || /\s/.test(text)) return null;
  const host = BARE_IPV6.test(text) ? `[${text}]` : text;
  const whole = SCHEME.test(host) ? host : `http://${host.replace(/^\/+/, '')}`;
  if (!URL.canParse(whole)) return null;
  const url = new URL(whole);
  const web = url.protocol === 'http:' || url.protocol === 'https:';
  if (!web || url.username !== '' || url.password !== '') return null;
  const base = url.pathname.replace(/\/web(\/.*)?$/i, '').replace(/\/+$/, '');
  return url.origin + base;
}

/** An address as a program writes it: one without a scheme is none. */
export const wholeAddress = (address: string): string | null =>
  SCHEME.test(address) ? plainAddress(address) : null;
