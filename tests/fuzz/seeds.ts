// One honest input of each kind to begin with; what they reach is kept in the corpus.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Bytes, fromHex, utf8 } from '../../src/base/bytes.js';
import { encodeHello } from '../../src/protocol/handshake-codec.js';
import { encodeSigned } from '../../src/protocol/signed-codec.js';
import { formatAddLink } from '../../src/core/trust/index.js';
import { pad } from '../../src/protocol/padding.js';
import { HostilePeer } from '../../src/testing/hostile/hostile-peer.js';
import { pngChunk, pngImage, wavSound } from '../../src/testing/media-samples.js';
import {
  jpegExif,
  jpegPhoto,
  pngText,
  tiff,
  webpChunk,
  webpHead,
  webpPhoto,
} from '../../src/testing/photo-samples.js';
import { startOnBundle, write } from '../../src/testing/signal-party.js';

const PHOTOS: readonly Bytes[] = [
  jpegPhoto({ head: [jpegExif(6), jpegExif(3, 'MM')], between: [jpegExif()], behind: utf8('behind') }),
  new Uint8Array(pngImage(3, 2, [pngText('tEXt', 'a'), pngChunk('eXIf', tiff(6))])),
  webpPhoto([webpHead(0x0c), webpChunk('VP8 ', utf8('abc')), webpChunk('EXIF', tiff(6))], utf8('x')),
];

const ROOT = join(import.meta.dirname, '../../..');

export async function seeds(): Promise<Readonly<Record<string, readonly Bytes[]>>> {
  const [alice, bob] = [new HostilePeer(), new HostilePeer()];
  const addresses = [
    { host: 'a.example', port: 8443, tlsKeyHash: new Uint8Array(32).fill(1) },
    { host: '2001:db8::1', port: 443, tlsKeyHash: null },
  ];
  const record = alice.record({ addresses });
  const request = await alice.request(bob.nodeId, { note: 'It is Alice', record });
  const bundle = await alice.party.cipher.makeBundle(bob.nodeId, 0);
  await startOnBundle(alice.party, bob.party);
  const first = await write(alice.party, bob.party, 'first');
  const link = formatAddLink(alice.nodeId, 'alice.example.org:8443');
  return {
    frame: vectors('frames'),
    payload: vectors('payloads'),
    hello: [encodeHello({ min: 1, max: 1 })],
    credentials: [alice.credentials(), alice.credentials({ record })],
    signed: [encodeSigned(record)],
    record: [record.body, alice.record().body],
    request: request.kind === 'contactRequest' ? [request.signed.body] : [],
    bundle: [bundle],
    padding: [pad(utf8('text'))],
    ciphertext: [new Uint8Array(first.ciphertext)],
    link: texts(link, 'alice.example.org:8443', `  <${link}> `, 'kith://add/?id=x', '[::1]', 'http://a/'),
    address: texts('a.example:8443', '[2001:db8::1]:443', '192.168.1.1', '::ffff:127.0.0.1', '2606:4700::1'),
    words: texts(
      'Алиса\u202e\u001b[2J',
      'e\u0301'.repeat(80),
      '\u{1f468}\u200d\u{1f469}',
      'a\tb\r\nc\u2028d',
    ),
    search: texts('"a phrase" ёлка -x* AND NEAR(\nA phrase about Ёлка', 'bob@example.org:8443 "'),
    config: [new Uint8Array(readFileSync(join(ROOT, 'config.conf.example')))],
    media: [
      ...PHOTOS,
      new Uint8Array(wavSound(0)),
      ...texts('GIF89a', 'ID3\u0004', '\0\0\0 ftypisom', 'OggS'),
    ],
    photo: PHOTOS,
    contract: texts(
      '{"type":"call","call":1,"command":"sendMessage","params":{}}',
      '{"type":"subscribe","call":2,"view":"messages","params":{},"cursor":{"incarnation":"x","rev":1}}',
      `{"id":"${'0'.repeat(32)}","contactId":"${'1'.repeat(32)}","text":"hi"}`,
      `{"conversationId":"${'2'.repeat(64)}","limit":50,"anchor":{"at":"newest"}}`,
      '{"__proto__":{"a":1},"constructor":null}',
    ),
  };
}

function texts(...given: readonly string[]): Bytes[] {
  return given.map(utf8);
}

/** The vectors of the protocol, good and malformed. */
function vectors(name: 'frames' | 'payloads'): Bytes[] {
  const file = readFileSync(join(ROOT, `src/protocol/vectors/${name}.json`), 'utf8');
  const { good, malformed } = JSON.parse(file) as Record<'good' | 'malformed', { hex: string }[]>;
  return [...good, ...malformed].map(({ hex }) => fromHex(hex) ?? new Uint8Array(0));
}
