import { describe, expect, it } from 'vitest';
import { formatNodeId, idFromHex } from '../../base/ids.js';
import { type AddTarget, DEFAULT_PORT, formatAddLink, normaliseAddress, parseAddTarget } from './index.js';

const bob = idFromHex('node', '09'.repeat(32));
if (!bob) throw new TypeError('no node id');
const BOB = formatNodeId(bob);

describe('an address', () => {
  it.each([
    ['bob.example', 'bob.example:8443'],
    ['bob.example:443', 'bob.example:443'],
    ['BOB.Example.:443', 'bob.example:443'],
    ['localhost', 'localhost:8443'],
    ['bob_s-pc.local:1', 'bob_s-pc.local:1'],
    ['bücher.example', 'bücher.example:8443'],
    ['пример.рф:65535', 'пример.рф:65535'],
    ['हिन्दी.example', 'हिन्दी.example:8443'],
    ['xn--bcher-kva.example', 'xn--bcher-kva.example:8443'],
    ['192.0.2.7', '192.0.2.7:8443'],
    ['192.0.2.7:80', '192.0.2.7:80'],
    ['[2001:DB8::1]:443', '[2001:db8::1]:443'],
    ['[2001:db8::1]', '[2001:db8::1]:8443'],
    ['2001:DB8::1', '[2001:db8::1]:8443'],
    ['::', '[::]:8443'],
    ['::1', '[::1]:8443'],
    ['1:2:3:4:5:6:7:8', '[1:2:3:4:5:6:7:8]:8443'],
    ['::ffff:192.0.2.7', '[::ffff:192.0.2.7]:8443'],
  ])('%s is written %s', (text, expected) => {
    expect(normaliseAddress(text)).toBe(expected);
    expect(normaliseAddress(expected)).toBe(expected);
  });

  it.each([
    '',
    ':8443',
    'bob.example:',
    'bob.example:0',
    'bob.example:65536',
    'bob.example:123456',
    'bob.example:+1',
    'bob..example',
    '.example',
    '-bob.example',
    'bob-.example',
    `${'b'.repeat(64)}.example`,
    `${'bob.'.repeat(70)}example`,
    'bob example',
    'bob.example/path',
    'bob@bob.example',
    'bob.example?x',
    'bob.example#x',
    '192.0.2',
    '192.0.2.256',
    '192.0.2.07',
    '0x7f.1',
    '0x7f000001',
    '2130706433',
    '1:2:3',
    ':::',
    '::1::2',
    '1:2:3:4:5:6:7:8:9',
    '1:2:3:4:5:6:7::8:9',
    '12345::1',
    '192.0.2.7::1',
    '[192.0.2.7]:1',
    '[bob.example]:1',
    '[::1',
    '[::1]x',
    'fe80::1%eth0',
  ])('is not %j', (text) => {
    expect(normaliseAddress(text)).toBeUndefined();
  });
});

describe('what a person pastes to add somebody', () => {
  const both: AddTarget = { address: 'bob.example:8443', nodeId: bob };

  it.each<[string, string, AddTarget]>([
    ['an address', ' bob.example ', { address: 'bob.example:8443', nodeId: null }],
    ['a key', BOB, { address: null, nodeId: bob }],
    ['a key in capitals', BOB.toUpperCase(), { address: null, nodeId: bob }],
    ['a link', `kith://add/bob.example:8443?id=${BOB}`, both],
    ['a link without port', `kith://add/bob.example?id=${BOB}`, both],
    ['a link with a slash', `kith://add/bob.example:8443/?id=${BOB}`, both],
    ['a link in capitals', `KITH://ADD/BOB.EXAMPLE:8443?ID=${BOB.toUpperCase()}`, both],
    ['a link that knows no address', `kith://add/?id=${BOB}`, { address: null, nodeId: bob }],
    ['a link with more in it', `kith://add/bob.example:8443?v=2&id=${BOB}&x=1#y`, both],
    ['a link to an IPv6 address', `kith://add/[::1]:8443?id=${BOB}`, { address: '[::1]:8443', nodeId: bob }],
    ['an escaped link', `kith://add/%5B::1%5D:8443?id=${BOB}`, { address: '[::1]:8443', nodeId: bob }],
    [
      'an escaped IDN',
      `kith://add/b%C3%BCcher.example?id=${BOB}`,
      { address: 'bücher.example:8443', nodeId: bob },
    ],
    ['a sentence', `Hi, add me: kith://add/bob.example:8443?id=${BOB}. Bob`, both],
    ['a link in brackets', `(kith://add/bob.example:8443?id=${BOB})`, both],
    ['a link in angle brackets', `<kith://add/bob.example:8443?id=${BOB}>`, both],
    ['a link in bold', `**kith://add/bob.example:8443?id=${BOB}**`, both],
    ['a quoted link', `"kith://add/bob.example:8443?id=${BOB}"`, both],
  ])('is understood: %s', (_, text, expected) => {
    expect(parseAddTarget(text)).toEqual({ ok: true, value: expected });
  });

  it.each([
    ['nothing', '  ', 'empty'],
    ['a web address', 'https://bob.example:8443', 'scheme'],
    ['another kind of kith link', `kith://compare/1?a=${BOB}`, 'scheme'],
    ['words', 'my friend Bob', 'no-link'],
    ['no address', 'bob@bob.example', 'address'],
    ['a mistyped key', `${BOB.slice(0, -1)}x`, 'link-id'],
    ['a key that is cut off', BOB.slice(0, -9), 'link-id'],
    ['a link without a key', 'kith://add/bob.example:8443', 'link-id'],
    ['a link with an empty key', 'kith://add/bob.example:8443?id=', 'link-id'],
    ['a link with a mistyped key', `kith://add/bob.example?id=${BOB.slice(0, -1)}x`, 'link-id'],
    ['a link with a key that is cut off', `kith://add/bob.example?id=${BOB.slice(0, -6)}`, 'link-id'],
    ['a link to no address', `kith://add/bob:0?id=${BOB}`, 'address'],
    ['a link that is escaped wrongly', `kith://add/%zz?id=${BOB}`, 'address'],
  ])('is refused: %s', (_, text, reason) => {
    expect(parseAddTarget(text)).toMatchObject({
      ok: false,
      error: { code: 'TARGET_INVALID', params: { reason } },
    });
  });
});

describe('the link of a node', () => {
  it.each(['bob.example:8443', '[2001:db8::1]:443', 'bücher.example:1', undefined])(
    'to %s is read back',
    (address) => {
      const link = formatAddLink(bob, address);
      expect(parseAddTarget(link)).toEqual({ ok: true, value: { address: address ?? null, nodeId: bob } });
    },
  );

  it('fills in the port people know', () => {
    expect(DEFAULT_PORT).toBe(8443);
  });
});
