// What a second implementation must compute of keys, and which signatures it must believe: the recorded values, by the real
// cryptography.

import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { IdentityKeyPair, PrivateKey } from '@signalapp/libsignal-client';
import { describe, expect, it } from 'vitest';
import { createIdentityCipher, nodeIdOf } from '../../src/adapters/signal/identity-cipher.js';
import { addressName } from '../../src/adapters/signal/protocol-address.js';
import { type Bytes, concatBytes, fromHex, toHex } from '../../src/base/bytes.js';
import { formatNodeId, idFromHex, type NodeId, parseNodeId } from '../../src/base/ids.js';
import { directConversationId } from '../../src/core/conversation/index.js';
import type { SignatureLabel } from '../../src/core/ports/session-cipher.js';
import { formatAddLink, formatCompareCode, parseAddTarget } from '../../src/core/trust/index.js';
import { pad, unpad } from '../../src/protocol/padding.js';
import { decodePayload } from '../../src/protocol/payload-codec.js';
import { decodeSigned } from '../../src/protocol/signed-codec.js';
import { NOON, signalParty } from '../../src/testing/signal-party.js';

interface Named {
  readonly name: string;
}
interface Hex extends Named {
  readonly hex: string;
}
interface Key extends Named {
  readonly privateKey: string;
  readonly nodeId: NodeId;
  readonly text: string;
  readonly fingerprint: string;
  readonly address: string;
  readonly notesToSelf: string;
  readonly reachedAt: string | null;
  readonly link: string;
}
interface Pair {
  readonly of: readonly [string, string];
  readonly safetyNumber: string;
  readonly conversation: string;
  readonly comparedByFirst: string;
}
interface Statement extends Hex {
  readonly label: SignatureLabel;
  readonly signer: NodeId;
}

const identities = vectors('identities') as {
  readonly keys: readonly Key[];
  readonly pairs: readonly Pair[];
  readonly malformed: {
    readonly keys: readonly Hex[];
    readonly texts: readonly (Named & { readonly text: string })[];
    readonly links: readonly (Named & { readonly text: string; readonly reason: string })[];
  };
};
const signed = vectors('signed') as Record<'good' | 'notHolding', readonly Statement[]>;
const bundles = vectors('bundles') as { readonly signer: NodeId; readonly good: readonly Hex[] };
const chains = vectors('chains') as {
  readonly good: readonly (Hex & { readonly sha256: string })[];
  readonly padding: readonly { readonly bytes: number; readonly paddedBytes: number }[];
  readonly padded: { readonly hex: string; readonly paddedHex: string };
};
const anybody = signalParty();

describe('the vectors of identities', () => {
  it.each(identities.keys)('say what is made of the key of $name', (key) => {
    const privateKey = PrivateKey.deserialize(bytes(key.privateKey));
    const pair = new IdentityKeyPair(privateKey.getPublicKey(), privateKey);
    const { nodeId } = key;
    expect(nodeIdOf(pair.serialize())).toBe(nodeId);
    expect([formatNodeId(nodeId), parseNodeId(key.text)]).toEqual([key.text, nodeId]);
    expect(createIdentityCipher(pair.serialize()).fingerprint(nodeId)).toBe(key.fingerprint);
    expect(addressName(nodeId)).toBe(key.address);
    expect(directConversationId(sha256, nodeId, nodeId)).toBe(key.notesToSelf);
    expect(formatAddLink(nodeId, key.reachedAt ?? undefined)).toBe(key.link);
    expect(parseAddTarget(key.link)).toEqual({ ok: true, value: { address: key.reachedAt, nodeId } });
  });

  it.each(identities.pairs)('say what is made of the keys of $of', ({ of, ...made }) => {
    const [a, b] = of.map((name) => identities.keys.find((key) => key.name === name)?.nodeId);
    if (!a || !b) throw new Error('nobody of that name');
    for (const [one, other] of [
      [a, b],
      [b, a],
    ] as const) {
      expect(anybody.identity.safetyNumber(one, other)).toBe(made.safetyNumber);
      expect(directConversationId(sha256, one, other)).toBe(made.conversation);
    }
    expect(formatCompareCode(a, b)).toBe(made.comparedByFirst);
  });

  it.each(identities.malformed.keys)('have no key that is $name', ({ hex }) => {
    expect(idFromHex('node', hex)).toBeUndefined();
  });

  it.each(identities.malformed.texts)('have no id with $name', ({ text }) => {
    expect(parseNodeId(text)).toBeUndefined();
  });

  it.each(identities.malformed.links)('have no link with $name', ({ text, reason }) => {
    expect(parseAddTarget(text)).toMatchObject({ ok: false, error: { params: { reason } } });
  });
});

describe('the vectors of signatures', () => {
  const holds = ({ hex, label, signer }: Statement) => {
    const statement = decodeSigned(bytes(hex));
    if (!statement.ok) throw statement.error;
    return anybody.identity.verify(signer, label, statement.value.body, statement.value.signature);
  };

  it.each(signed.good)('hold: $name', (statement) => {
    expect(holds(statement)).toBe(true);
  });

  it.each(signed.notHolding)('do not hold: $name', (statement) => {
    expect(holds(statement)).toBe(false);
  });
});

describe('the vectors of bundles', () => {
  const hex = bundles.good[0]?.hex ?? '';

  it('begin a session with who signed it', async () => {
    expect(await anybody.cipher.startSession(bundles.signer, bytes(hex), NOON)).toBe(true);
  });

  it('begin none with the node of another key', async () => {
    expect(await anybody.cipher.startSession(signalParty().nodeId, bytes(hex), NOON)).toBe(false);
  });
});

describe('the vectors of chains', () => {
  it('name in each message the hash of the one before', () => {
    let before: string | null = null;
    for (const { hex, sha256: hash } of chains.good) {
      const decoded = decodePayload(bytes(hex));
      if (!decoded.ok) throw decoded.error;
      const { prevHash } = decoded.value.payload;
      expect(prevHash && toHex(prevHash)).toBe(before);
      expect(toHex(sha256(bytes(hex)))).toBe(hash);
      before = hash;
    }
    expect(before).not.toBeNull();
  });

  it.each(chains.padding)('pad $bytes bytes to $paddedBytes', ({ bytes: length, paddedBytes }) => {
    expect(pad(new Uint8Array(length))).toHaveLength(paddedBytes);
  });

  it('say how padding looks, and where it ends', () => {
    expect(toHex(pad(bytes(chains.padded.hex)))).toBe(chains.padded.paddedHex);
    expect(unpad(bytes(chains.padded.paddedHex))).toEqual(bytes(chains.padded.hex));
  });
});

function vectors(name: string): unknown {
  const path = new URL(`../../../src/protocol/vectors/${name}.json`, import.meta.url);
  return JSON.parse(readFileSync(path, 'utf8')) as unknown;
}

function sha256(...parts: readonly Uint8Array[]): Bytes {
  return new Uint8Array(
    createHash('sha256')
      .update(concatBytes(...parts))
      .digest(),
  );
}

function bytes(hex: string): Bytes {
  const value = fromHex(hex);
  if (!value) throw new Error('not hexadecimal');
  return value;
}
