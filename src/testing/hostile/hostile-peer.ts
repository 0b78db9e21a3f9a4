// A node without a conscience: real identity key, real signatures, real sessions, and no rule it has to keep.

import { randomBytes } from 'node:crypto';
import type { Bytes } from '../../base/bytes.js';
import { type Incarnation, idFromBytes, type NodeId, type RequestId } from '../../base/ids.js';
import type { SignatureLabel } from '../../core/ports/session-cipher.js';
import type { Frame } from '../../protocol/frame-codec.js';
import { type Credentials, encodeCredentials, linkKeyBody } from '../../protocol/handshake-codec.js';
import { encodeRecord, type PublicRecord } from '../../protocol/record-codec.js';
import { type ContactRequest, encodeContactRequest } from '../../protocol/request-codec.js';
import type { Signed } from '../../protocol/signed-codec.js';
import { PROTOCOL_VERSIONS } from '../../protocol/version.js';
import { type SignalParty, signalParty } from '../signal-party.js';
import { type Bend, linkCrypto, shakeHands } from './bent-handshake.js';
import { HostileLink } from './hostile-link.js';
import { HostileSocket } from './hostile-socket.js';

export class HostilePeer {
  readonly party: SignalParty = signalParty();
  readonly staticKey = linkCrypto.generateKeyPair();
  incarnation: Incarnation = newIncarnation();

  /** @param host the own address to dial from */
  constructor(readonly host?: string) {}

  get nodeId(): NodeId {
    return this.party.nodeId;
  }

  signed(label: SignatureLabel, body: Bytes): Signed {
    return { body, signature: this.party.identity.sign(label, body) };
  }

  record(changes: Partial<PublicRecord> = {}): Signed {
    const record = { nodeId: this.nodeId, addresses: [], versions: PROTOCOL_VERSIONS, sequence: 1 };
    return this.signed('record', encodeRecord({ ...record, ...changes }));
  }

  /** Payload of handshake message 3. */
  credentials(changes: Partial<Credentials> = {}): Bytes {
    const { nodeId, incarnation } = this;
    const { signature } = this.signed('link-key', linkKeyBody(this.staticKey.publicKey, incarnation));
    const honest = { nodeId, incarnation, signature, versions: PROTOCOL_VERSIONS, record: this.record() };
    return encodeCredentials({ ...honest, ...changes });
  }

  /** A link as far as this side can tell; `isServed` says whether the node agrees. */
  async dial(address: string, bend: Bend = {}): Promise<HostileLink> {
    const socket = await HostileSocket.open(address, this.host);
    const own = { staticKey: this.staticKey, credentials: this.credentials() };
    return new HostileLink(socket, await shakeHands(socket, own, bend));
  }

  async request(recipient: NodeId, changes: Partial<ContactRequest> = {}): Promise<Frame> {
    const honest = {
      requestId: newRequestId(),
      sender: this.nodeId,
      recipient,
      name: 'Mallory',
      note: '',
      record: this.record(),
      replaces: null,
    };
    const bundle = changes.bundle ?? (await this.party.cipher.makeBundle(recipient, Date.now()));
    const body = encodeContactRequest({ ...honest, bundle, ...changes });
    return { kind: 'contactRequest', signed: this.signed('request', body) };
  }
}

export function newIncarnation(): Incarnation {
  return must(idFromBytes('incarnation', randomBytes(16)));
}

function newRequestId(): RequestId {
  return must(idFromBytes('request', randomBytes(16)));
}

function must<T>(value: T | undefined): T {
  if (value === undefined) throw new TypeError('not an id');
  return value;
}
