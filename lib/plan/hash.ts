/** A short fingerprint of a text, the same on every machine. Not for secrets. */
export function fingerprint(text: string): string {
  let [a, b] = [0xdeadbeef, 0x41c6ce57];
  for (let i = 0; i < text.length; i += 1) {
    const code = text.charCodeAt(i);
    a = Math.imul(a ^ code, 2654435761);
    b = Math.imul(b ^ code, 1597334677);
  }
  a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909);
  b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909);
  return (b >>> 0).toString(16).padStart(8, '0') + (a >>> 0).toString(16).padStart(8, '0');
}

/** The fingerprint of one action: kind, server, item, from, to. */
export const actionHash = (action: {
  kind: string;
  serverId: string;
  item: string;
  fromMs: number;
  toMs: number;
}): string =>
  fingerprint(
    JSON.stringify([action.kind, action.serverId, action.item, action.fromMs, action.toMs]),
  );

/** The fingerprint of a plan, whatever the order of its actions. */
export const planHash = (actionHashes: string[]): string =>
  fingerprint([...actionHashes].sort().join(' '));
