import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type Bytes, fromHex, toHex } from '../base/bytes.js';
import type { Incarnation, NodeId } from '../base/ids.js';
import { decodeAddressedBundle, encodeAddressedBundle } from './bundle-codec.js';
import { decodeFrame, encodeFrame } from './frame-codec.js';
import {
  decodeCredentials,
  decodeHello,
  encodeCredentials,
  encodeHello,
  linkKeyBody,
} from './handshake-codec.js';
import { decodePayload, encodePayload } from './payload-codec.js';
import { decodeRecord, encodeRecord } from './record-codec.js';
import { decodeContactRequest, encodeContactRequest, replacesBody } from './request-codec.js';
import { decodeSigned, encodeSigned, type Signed } from './signed-codec.js';

interface Good {
  readonly name: string;
  readonly hex: string;
  /** The decoded value; bytes are written as {hex}. */
  readonly value: unknown;
  readonly needsNewer?: boolean;
  /** False where the bytes hold what only a newer version can write. */
  readonly sameAgain?: boolean;
}

interface Malformed {
  readonly name: string;
  readonly hex: string;
  readonly code: string;
  readonly kind?: number;
}

/** Which of several codecs a vector is for. */
interface Of<Kind extends string> {
  readonly kind: Kind;
}
interface Labelled {
  readonly label: 'record' | 'request' | 'link-key' | 'replaces';
}

const frames = vectorsOf('frames');
const payloads = vectorsOf('payloads');
const handshake = vectorsOf<Of<'hello' | 'credentials'>>('handshake');
const bundles = vectorsOf('bundles');
const signed = vectorsOf<Labelled>('signed');

describe('frame vectors', () => {
  it.each(frames.good)('$name reads and writes as recorded', ({ hex, value }) => {
    const decoded = decodeFrame(bytes(hex));
    if (!decoded.ok) throw decoded.error;
    expect(plain(decoded.value)).toEqual(value);
    expect(toHex(encodeFrame(decoded.value))).toBe(hex);
  });

  it.each(frames.malformed)('$name is refused', ({ hex, code, kind }) => {
    const decoded = decodeFrame(bytes(hex));
    expect(decoded).toMatchObject({ ok: false, error: { code, params: { kind } } });
  });
});

describe('payload vectors', () => {
  it.each(payloads.good)('$name reads and writes as recorded', ({ hex, value, needsNewer, sameAgain }) => {
    const decoded = decodePayload(bytes(hex));
    if (!decoded.ok) throw decoded.error;
    expect(plain(decoded.value.payload)).toEqual(value);
    expect(decoded.value.needsNewer).toBe(needsNewer);
    expect(toHex(encodePayload(decoded.value.payload)) === hex).toBe(sameAgain);
  });

  it.each(payloads.malformed)('$name is refused', ({ hex, code }) => {
    expect(decodePayload(bytes(hex))).toMatchObject({ ok: false, error: { code } });
  });
});

describe('handshake vectors', () => {
  const decode = { hello: decodeHello, credentials: decodeCredentials } as const;

  it.each(handshake.good)('$name reads and writes as recorded', ({ kind, hex, value }) => {
    const decoded = decode[kind](bytes(hex));
    if (!decoded.ok) throw decoded.error;
    expect(plain(decoded.value)).toEqual(value);
    const again = 'nodeId' in decoded.value ? encodeCredentials(decoded.value) : encodeHello(decoded.value);
    expect(toHex(again)).toBe(hex);
  });

  it.each(handshake.malformed)('$name is refused', ({ kind, hex, code }) => {
    expect(decode[kind](bytes(hex))).toMatchObject({ ok: false, error: { code } });
  });
});

describe('bundle vectors', () => {
  it.each(bundles.good)('$name reads and writes as recorded', ({ hex, value }) => {
    const decoded = decodeAddressedBundle(bytes(hex));
    if (!decoded.ok) throw decoded.error;
    expect(plain(decoded.value)).toEqual(value);
    expect(toHex(encodeAddressedBundle(decoded.value))).toBe(hex);
  });

  it.each(bundles.malformed)('$name is refused', ({ hex, code }) => {
    expect(decodeAddressedBundle(bytes(hex))).toMatchObject({ ok: false, error: { code } });
  });
});

describe('vectors of what is signed', () => {
  it.each(signed.good)('$name reads and writes as recorded', ({ label, hex, value }) => {
    const statement = decodeSigned(bytes(hex));
    if (!statement.ok) throw statement.error;
    expect(toHex(encodeSigned(statement.value))).toBe(hex);
    const body = bodyOf(label, statement.value, value);
    expect(body.value).toEqual(value);
    expect(toHex(body.again)).toBe(toHex(statement.value.body));
  });

  it.each(signed.malformed)('$name is refused', ({ label, hex, code }) => {
    const statement = decodeSigned(bytes(hex));
    const read = label === 'record' ? decodeRecord : decodeContactRequest;
    const refused = statement.ok ? read(statement.value) : statement;
    expect(refused).toMatchObject({ ok: false, error: { code } });
  });
});

describe('no vector of one kind', () => {
  const inside = ({ hex }: Good) => {
    const statement = decodeSigned(bytes(hex));
    return statement.ok ? toHex(statement.value.body) : '';
  };
  const labelled = (wanted: Labelled['label']) => signed.good.filter(({ label }) => label === wanted);
  /** For a body the signature is anybody's: what signs and where it stands tell nothing here. */
  const body = (read: typeof decodeRecord | typeof decodeContactRequest) => (input: Bytes) =>
    read({ body: input, signature: new Uint8Array(64) });
  const kinds = {
    hello: { decode: decodeHello, all: handshake.good.filter(({ kind }) => kind === 'hello').map(hexOf) },
    credentials: {
      decode: decodeCredentials,
      all: handshake.good.filter(({ kind }) => kind === 'credentials').map(hexOf),
    },
    signed: { decode: decodeSigned, all: signed.good.map(hexOf) },
    record: { decode: body(decodeRecord), all: labelled('record').map(inside) },
    request: { decode: body(decodeContactRequest), all: labelled('request').map(inside) },
    bundle: { decode: decodeAddressedBundle, all: bundles.good.map(hexOf) },
    frame: { decode: decodeFrame, all: frames.good.map(hexOf) },
    payload: { decode: decodePayload, all: payloads.good.map(hexOf) },
    linkKey: { decode: null, all: labelled('link-key').map(inside) },
    replaces: { decode: null, all: labelled('replaces').map(inside) },
  };

  it.each(Object.entries(kinds))('reads as another: %s', (name, { all }) => {
    expect(all).not.toEqual([]);
    for (const [other, { decode: read }] of Object.entries(kinds)) {
      if (other === name || read === null) continue;
      for (const hex of all)
        expect(read(bytes(hex)).ok, `${name} as ${other}: ${hex.slice(0, 40)}`).toBe(false);
    }
  });
});

function hexOf({ hex }: Good): string {
  return hex;
}

/** The body as it reads, and as it is written; two of the four are only joined, and read by nobody. */
function bodyOf(label: Labelled['label'], statement: Signed, value: unknown) {
  if (label === 'record') {
    const record = decodeRecord(statement);
    if (!record.ok) throw record.error;
    return { value: plain(record.value), again: encodeRecord(record.value) };
  }
  if (label === 'request') {
    const request = decodeContactRequest(statement);
    if (!request.ok) throw request.error;
    return { value: plain(request.value), again: encodeContactRequest(request.value) };
  }
  if (label === 'link-key') {
    const { staticKey, incarnation } = value as { staticKey: { hex: string }; incarnation: Incarnation };
    return { value, again: linkKeyBody(bytes(staticKey.hex), incarnation) };
  }
  const { oldNodeId, newNodeId, recipient } = value as Record<
    'oldNodeId' | 'newNodeId' | 'recipient',
    NodeId
  >;
  return { value, again: replacesBody(oldNodeId, newNodeId, recipient) };
}

function vectorsOf<More = unknown>(
  name: string,
): {
  readonly good: readonly (Good & More)[];
  readonly malformed: readonly (Omit<Malformed, keyof More> & More)[];
} {
  const path = new URL(`../../../src/protocol/vectors/${name}.json`, import.meta.url);
  return JSON.parse(readFileSync(path, 'utf8')) as ReturnType<typeof vectorsOf<More>>;
}

function bytes(hex: string): Bytes {
  const value = fromHex(hex);
  if (!value) throw new Error('not hexadecimal');
  return value;
}

function plain(value: unknown): unknown {
  if (value instanceof Uint8Array) return { hex: toHex(value) };
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, plain(part)]));
}
