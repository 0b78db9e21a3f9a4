import { describe, expect, it } from 'vitest';
import { isInsideIp } from './inside-ip.js';

const INSIDE_IPV4 =
  '0.0.0.0 0.255.255.255 10.0.0.0 10.255.255.255 100.64.0.0 100.127.255.255 127.0.0.1 127.255.255.255 169.254.0.0 169.254.169.254 169.254.255.255 172.16.0.0 172.31.255.255 192.0.0.1 192.168.0.0 192.168.255.255 198.18.0.0 198.19.255.255 224.0.0.1 239.255.255.255 240.0.0.1 255.255.255.255'.split(
    ' ',
  );
const OUTSIDE_IPV4 =
  '1.0.0.0 1.1.1.1 9.255.255.255 11.0.0.0 100.63.255.255 100.128.0.0 126.255.255.255 128.0.0.0 169.253.255.255 169.255.0.0 172.15.255.255 172.32.0.0 192.0.1.0 192.167.255.255 192.169.0.0 198.17.255.255 198.20.0.0 203.0.113.7 223.255.255.255'.split(
    ' ',
  );
const INSIDE_IPV6 =
  ':: ::1 ::2 fe80::1 fe80::1%eth0 2606:4700::1%1 febf::1 fec0::1 fc00::1 fdff:ffff::1 ff02::1 100::1 64:ff9b:1::a00:1 2001::1 2001:0:53aa:64c:0:1:2:3 4000::1 1fff::1 e000::1'.split(
    ' ',
  );
const OUTSIDE_IPV6 = '2000::1 2606:4700::1111 2a00:1450:4001:0:0:0:0:1 3fff:ffff::1 2001:1::1 2003::1'.split(
  ' ',
);
const NO_IP =
  'localhost 127.1 2130706433 0x7f.0.0.1 0177.0.0.1 092.168.1.1 017700000001 1.2.3 1.2.3.256 1.2.3.4.5 12345::1 02606:4700::192 1:2:3:4:5:6:7 1:2:3:4:5:6:7:8:9 1::2::3 :::1 ::g [::1] ::1.2.3.300'.split(
    ' ',
  );

/** The forms of IPv6 that lead to this IPv4 address. */
function carriers(ip: string): string[] {
  const [a = 0, b = 0, c = 0, d = 0] = ip.split('.').map(Number);
  const groups = `${((a << 8) | b).toString(16)}:${((c << 8) | d).toString(16)}`;
  return [
    `::ffff:${ip}`,
    `::FFFF:${groups}`,
    `0:0:0:0:0:ffff:${groups}`,
    `::${ip}`,
    `64:ff9b::${ip}`,
    `64:ff9b::${groups}`,
    `2002:${groups}::1`,
  ];
}

describe('an address inside', () => {
  it.each([...INSIDE_IPV4, ...INSIDE_IPV6, ...NO_IP, ...INSIDE_IPV4.flatMap(carriers)])('is %s', (ip) => {
    expect(isInsideIp(ip)).toBe(true);
  });

  it.each([...OUTSIDE_IPV4, ...OUTSIDE_IPV6, ...OUTSIDE_IPV4.flatMap(carriers)])('is not %s', (ip) => {
    expect(isInsideIp(ip)).toBe(false);
  });
});
