// Which addresses count as one household when what it may hold or spend here is counted.

/**
 * An IPv4 address, also one mapped into IPv6 (RFC 4291 section 2.5.5.2), or the first 56 bits of an IPv6 address. Anything
 * else stands for itself.
 */
export function networkOf(ip: string): string {
  const plain = ip.replace(/^::ffff:(?=\d+\.)/i, '');
  const [address = ''] = plain.split('%', 1);
  if (!/^[\da-f:.]+$/i.test(address) || address.split(':').length < 3) return plain;
  const groups = expand(address);
  const lastByte = (groups[3] ?? 0) & 0xff00;
  return `${[...groups.slice(0, 3), lastByte].map((group) => group.toString(16)).join(':')}::/56`;
}

/** The eight groups of an IPv6 address whose last 32 bits may be in dotted form, which are of no interest here. */
function expand(ip: string): number[] {
  const last = ip.lastIndexOf(':') + 1;
  const plain = ip.includes('.', last) ? `${ip.slice(0, last)}0:0` : ip;
  const [head = '', tail] = plain.split('::');
  const left = parseGroups(head);
  const right = tail === undefined ? [] : parseGroups(tail);
  return [...left, ...new Array<number>(Math.max(0, 8 - left.length - right.length)).fill(0), ...right];
}

function parseGroups(text: string): number[] {
  return text === '' ? [] : text.split(':').map((group) => Number.parseInt(group, 16));
}
