// Which IP addresses lead into a machine or its own network instead of out to the internet.

/**
 * True for everything that is not an address of the public internet: loopback, private, link-local, shared (RFC 6598),
 * multicast and reserved ranges, also inside the IPv6 forms that carry an IPv4 address (mapped, compatible, NAT64, 6to4).
 * True as well for what is no IP literal, or names an interface of this machine (`%eth0`).
 */
export function isInsideIp(ip: string): boolean {
  const four = parseIpv4(ip);
  if (four) return isInsideIpv4(four);
  const six = parseIpv6(ip);
  return !six || isInsideIpv6(six);
}

/** First bytes of IPv4 ranges and how many bits of them count. */
const INSIDE_IPV4: readonly (readonly [number, number, number, number])[] = [
  [0, 0, 0, 8],
  [10, 0, 0, 8],
  [100, 64, 0, 10],
  [127, 0, 0, 8],
  [169, 254, 0, 16],
  [172, 16, 0, 12],
  [192, 0, 0, 24],
  [192, 168, 0, 16],
  [198, 18, 0, 15],
  [224, 0, 0, 3],
];

function isInsideIpv4([a = 0, b = 0, c = 0]: readonly number[]): boolean {
  const head = (a << 16) | (b << 8) | c;
  return INSIDE_IPV4.some(([x, y, z, bits]) => (head ^ ((x << 16) | (y << 8) | z)) >>> (24 - bits) === 0);
}

function isInsideIpv6(groups: readonly number[]): boolean {
  const [first = 0, second = 0] = groups;
  const carried = carriedIpv4(groups);
  if (carried) return isInsideIpv4(carried);
  // Teredo hides where it leads to.
  if (first === 0x2001 && second === 0) return true;
  // Of all of IPv6 only 2000::/3 is given out.
  return first >>> 13 !== 1;
}

function carriedIpv4(groups: readonly number[]): number[] | undefined {
  const begins = (...head: readonly number[]) => head.every((group, index) => groups[index] === group);
  if (begins(0x2002)) return bytesOf(groups.slice(1, 3));
  const isCarrier =
    begins(0, 0, 0, 0, 0, 0xffff) || begins(0, 0, 0, 0, 0, 0) || begins(0x64, 0xff9b, 0, 0, 0, 0);
  return isCarrier ? bytesOf(groups.slice(6)) : undefined;
}

function bytesOf(groups: readonly number[]): number[] {
  return groups.flatMap((group) => [group >>> 8, group & 0xff]);
}

/** Without leading zeros: whether those mean octal is read differently everywhere. */
function parseIpv4(text: string): number[] | undefined {
  if (!/^(?:0|[1-9]\d{0,2})(?:\.(?:0|[1-9]\d{0,2})){3}$/u.test(text)) return undefined;
  const bytes = text.split('.').map(Number);
  return bytes.every((byte) => byte <= 255) ? bytes : undefined;
}

/** Eight groups of 16 bits. */
function parseIpv6(text: string): number[] | undefined {
  const plain = text.replace(/(?<![\d.])[\d.]+\.\d+$/u, (dotted) => {
    const bytes = parseIpv4(dotted);
    return bytes ? hexGroups(bytes) : 'x';
  });
  const [head = '', tail, ...rest] = plain.split('::');
  if (!/^[\da-f:]+$/iu.test(plain) || rest.length > 0) return undefined;
  const [left, right] = [groupsOf(head), groupsOf(tail ?? '')];
  const missing = 8 - left.length - right.length;
  if (tail === undefined ? missing !== 0 : missing < 1) return undefined;
  const groups = [...left, ...new Array<number>(missing).fill(0), ...right];
  return groups.every((group) => group <= 0xffff) ? groups : undefined;
}

function hexGroups([a = 0, b = 0, c = 0, d = 0]: readonly number[]): string {
  return `${((a << 8) | b).toString(16)}:${((c << 8) | d).toString(16)}`;
}

/** What is no group of one to four digits is above the highest. */
function groupsOf(text: string): number[] {
  if (text === '') return [];
  return text.split(':').map((group) => (/^.{1,4}$/u.test(group) ? Number.parseInt(group, 16) : 0x1_0000));
}
