// A node's network side for tests: real TLS on loopback, time moved by the test, signatures that are only hashes.

import { createHash } from 'node:crypto';
import { createLinkCrypto } from '../../adapters/crypto/link-crypto.js';
import type { TlsCertificate } from '../../adapters/tls/certificate.js';
import { type Bytes, concatBytes, equalBytes, toHex, utf8 } from '../../base/bytes.js';
import { idBytes, idFromBytes, idFromHex, type NodeId } from '../../base/ids.js';
import { createLinkLayer } from '../../node/network/create-link-layer.js';
import type {
  DialStatus,
  DialTarget,
  DownReason,
  LinkCredentials,
  LinkLayer,
  LinkUp,
} from '../../node/network/link-layer.js';
import type { LinkLayerDeps } from '../../node/network/link-layer-deps.js';
import type { Frame } from '../../protocol/frame-codec.js';
import { encodeCredentials, linkKeyBody } from '../../protocol/handshake-codec.js';
import { encodeRecord, type RecordAddress } from '../../protocol/record-codec.js';
import { encodeSigned } from '../../protocol/signed-codec.js';
import { PROTOCOL_VERSIONS } from '../../protocol/version.js';
import { testCertificate } from './certificate.js';
import { type ManualTimers, manualTimers } from './manual-timers.js';

export const linkCrypto = createLinkCrypto();

/** Stands in for the identity key's signature: 64 bytes that only depend on what is signed. */
function hashSignature(nodeId: NodeId, label: string, body: Uint8Array): Bytes {
  const hash = createHash('sha512').update(idBytes(nodeId)).update(label).update(body).digest();
  return new Uint8Array(hash);
}

/** A NodeId; lower `rank` compares lower. */
export function testNodeId(rank: number): NodeId {
  const bytes = concatBytes(Uint8Array.of(rank), linkCrypto.generateKeyPair().publicKey.subarray(1));
  const nodeId = idFromBytes('node', bytes);
  if (!nodeId) throw new Error('not a key');
  return nodeId;
}

export function testCredentials(nodeId: NodeId, addresses: readonly RecordAddress[] = []): LinkCredentials {
  const staticKey = linkCrypto.generateKeyPair();
  const incarnation = idFromHex('incarnation', toHex(staticKey.publicKey.subarray(0, 16)));
  if (!incarnation) throw new Error('no incarnation');
  const body = encodeRecord({ nodeId, addresses, versions: PROTOCOL_VERSIONS, sequence: 1 });
  const record = { body, signature: hashSignature(nodeId, 'record', body) };
  const linkKey = linkKeyBody(staticKey.publicKey, incarnation);
  const signature = hashSignature(nodeId, 'link-key', linkKey);
  const encoded = encodeCredentials({ nodeId, incarnation, signature, versions: PROTOCOL_VERSIONS, record });
  return { nodeId, encoded, staticKey, record: encodeSigned(record) };
}

/** A contact the owner knows by these addresses alone. */
export function testTarget(nodeId: NodeId, addresses: readonly string[] = []): DialTarget {
  return { nodeId, isUnanswered: false, addresses, learned: [], calledFrom: null, calledAt: null };
}

export interface LinkNode {
  readonly nodeId: NodeId;
  readonly layer: LinkLayer;
  readonly timers: ManualTimers;
  readonly deps: LinkLayerDeps;
  /** Where it listens, `host:port`. */
  readonly address: string;
  readonly port: number;
  /** Links that are up now. */
  readonly links: LinkUp[];
  readonly downs: DownReason[];
  readonly frames: Frame[];
  readonly writable: number[];
  readonly statuses: DialStatus[];
  /** Labels of the signatures checked so far. */
  readonly verified: string[];
  readonly logged: { event: string; code: unknown }[];
  /** Runs on every frame, after it was noted. */
  onFrame: (linkId: number, frame: Frame) => void;
}

export interface LinkNodeOptions {
  readonly rank?: number;
  readonly nodeId?: NodeId;
  readonly certificate?: TlsCertificate;
  readonly timers?: ManualTimers;
  readonly localAddress?: string;
  readonly port?: number;
}

export async function startLinkNode(options: LinkNodeOptions = {}): Promise<LinkNode> {
  const timers = options.timers ?? manualTimers();
  const seen = {
    links: [] as LinkUp[],
    downs: [] as DownReason[],
    frames: [] as Frame[],
    writable: [] as number[],
    statuses: [] as DialStatus[],
    verified: [] as string[],
    logged: [] as { event: string; code: unknown }[],
  };
  const deps: LinkLayerDeps = {
    certificate: options.certificate ?? (await testCertificate()),
    crypto: linkCrypto,
    timers,
    verify: (nodeId, label, body, signature) => {
      seen.verified.push(label);
      return Promise.resolve(equalBytes(signature, hashSignature(nodeId, label, body)));
    },
    random: () => 0.5,
    file: () => false,
    isOwnNetwork: () => false,
    log: (event, fields) => seen.logged.push({ event, code: fields['code'] }),
    localAddress: options.localAddress,
  };
  const layer = createLinkLayer(deps, {
    up: (link) => seen.links.push(link),
    down: (linkId, _nodeId, reason) => {
      seen.links.splice(
        seen.links.findIndex((link) => link.linkId === linkId),
        1,
      );
      seen.downs.push(reason);
    },
    frame: (linkId, _nodeId, frame) => {
      seen.frames.push(frame);
      node.onFrame(linkId, frame);
    },
    writable: (linkId) => seen.writable.push(linkId),
    changed: (_nodeId, status) => seen.statuses.push(status),
  });
  const nodeId = options.nodeId ?? testNodeId(options.rank ?? 1);
  const { port } = await layer.listen({ host: '127.0.0.1', port: options.port ?? 0 });
  const address = `127.0.0.1:${String(port)}`;
  const node: LinkNode = { nodeId, layer, timers, deps, address, port, ...seen, onFrame: () => undefined };
  layer.setCredentials(testCredentials(nodeId), null);
  return node;
}

/** A frame that says nothing but `text`. */
export function envelope(text: string, streamSeq = 1): Frame {
  return { kind: 'envelope', streamSeq, type: 'whisper', ciphertext: utf8(text) };
}
