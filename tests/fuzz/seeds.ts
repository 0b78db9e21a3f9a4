// One honest input of each kind to begin with; what they reach is kept in the corpus.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { encodeQR } from 'qr';
import { type Bytes, fromHex, utf8 } from '../../src/base/bytes.js';
import { encodeStored, storedVault, type VaultRecord } from '../../src/adapters/vault/vault-record.js';
import { encodeHello } from '../../src/protocol/handshake-codec.js';
import { encodeFileHeader } from '../../src/protocol/file-header.js';
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
import { NOISE_SEEDS } from './noise-target.js';

const PHOTOS: readonly Bytes[] = [
  jpegPhoto({ head: [jpegExif(6), jpegExif(3, 'MM')], between: [jpegExif()], behind: utf8('behind') }),
  new Uint8Array(pngImage(3, 2, [pngText('tEXt', 'a'), pngChunk('eXIf', tiff(6))])),
  webpPhoto([webpHead(0x0c), webpChunk('VP8 ', utf8('abc')), webpChunk('EXIF', tiff(6))], utf8('x')),
];

const VAULT: VaultRecord = {
  cost: { memoryKiB: 65_536, passes: 3, lanes: 4 },
  salt: new Uint8Array(16).fill(1),
  nonce: new Uint8Array(12).fill(2),
  wrappedKey: new Uint8Array(48).fill(3),
};

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
    fileName: texts('..\\..\u202egpj.exe', 'con.tar.gz', ' .a\u0000b/c:d.', `${'ж'.repeat(90)}.jpeg`),
    fileHeader: [encodeFileHeader({ sizeBytes: 300_000, salt: hash(1), commitment: hash(2) })],
    fileRequest: texts(`Kith ${'A'.repeat(43)}\nbytes=0-300031\n300000`, 'Kith x\nbytes=262160-\n1e6'),
    mediaRange: texts('bytes=0-99', 'bytes=-500', 'bytes=100-', ' bytes=9-1 '),
    answer: texts(
      'HTTP/1.1 206 Partial Content\r\nContent-Length: 3\r\nx: y\r\n\r\nabc',
      'HTTP/1.1 404 \r\ncontent-length:0\r\n\r\n',
      'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\ncontent-length: 1\r\n\r\n0',
    ),
    points: [...PHOTOS, tiff(6), ...texts('GIF89a\u0001\u0001\u0002\u0002')],
    preKeyBundle: [bundle],
    settings: texts('0.0.0.0\n8443\na.example, [::1]:443\nno\nc.pem\nk.pem\nauto\ninfo', '::\n0\n\nyes'),
    window: texts(
      '{"type":"open-link","url":"https://a.example/"}',
      '{"type":"notify","tag":"a","title":"b","body":"c"}',
      '{"type":"progress","share":0.5}',
    ),
    code: [codeOf(link)],
    noise: NOISE_SEEDS,
    markdown: texts(
      '**a *b* ~~c~~** ||d `e`|| http://a.example/_x_\n> f\n> > g\n\n```ts\nh\n```\n\\*i\\*',
      '|| **a** ||b|| c||',
      'a\r\rb\r\n\r\nc',
    ),
    linkedText: texts(
      `see http://a.example/(b), ${link} bob@example.org; https://u:p@ё.example:1/?#`,
      '//a ftp://b a.com',
    ),
    displayName: texts(
      'Алиса\u202e  B\u0301\u0302\u0303ob',
      ' \u200b ',
      '\u{1f468}\u200d\u{1f469}'.repeat(40),
    ),
    wordPlaces: texts('ёлка ne\nНовая Ёлка, new e\u0301clair'),
    start: texts(`--home\n/a\n--port=1\n--hidden\n${link}`, '--host\n--\nkith:'),
    appAddress: texts(
      'app://kith/index.html',
      'app://kith/%2e%2e/%00a',
      'app://kith/media/00',
      'app://kithy/',
    ),
    position: texts('0'.repeat(41), 'fF'),
    vault: [encodeStored(storedVault(VAULT))],
  };
}

function hash(byte: number): Bytes {
  return new Uint8Array(32).fill(byte);
}

/** A picture of the text as a code, four squares of quiet around it: its width, then a bit a point. */
function codeOf(text: string): Bytes {
  const rows = encodeQR(text, 'raw', { ecc: 'medium', border: 4, scale: 2 });
  const bits = rows.flat();
  const picture = new Uint8Array(1 + Math.ceil(bits.length / 8));
  picture[0] = rows.length;
  bits.forEach((isDark, point) => {
    const at = 1 + (point >> 3);
    if (isDark) picture[at] = (picture[at] ?? 0) | (0x80 >> (point & 7));
  });
  return picture;
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
