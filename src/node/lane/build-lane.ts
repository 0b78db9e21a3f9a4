// Puts a commit lane together over an open store: identity, ciphers, key overlay and the work itself.

import { AppError } from '../../base/app-error.js';
import type { Bytes } from '../../base/bytes.js';
import { type ConversationId, idFromBytes, type NodeId } from '../../base/ids.js';
import { sha256 } from '../../adapters/crypto/sha256.js';
import { createIdentity, createIdentityCipher, nodeIdOf } from '../../adapters/signal/identity-cipher.js';
import { RecordOverlay } from '../../adapters/signal/record-overlay.js';
import { SignalSessionCipher } from '../../adapters/signal/session-cipher.js';
import type { StoreConnection } from '../../core/ports/store.js';
import { checkName, directConversationId } from '../../core/conversation/index.js';
import { CommitLane, type LaneParts } from './commit-lane.js';
import type { LaneContext } from './item-context.js';
import { LayeredMap } from './layered-map.js';
import { work } from './work.js';

/** What is real in the product and chosen by tests. */
export interface LaneEnvironment {
  now(): number;
  randomBytes(length: number): Bytes;
  readonly crash: LaneParts['crash'];
}

export interface BuiltLane {
  readonly lane: CommitLane;
  readonly context: LaneContext;
}

export function buildLane(
  connection: StoreConnection,
  environment: LaneEnvironment,
  release: LaneParts['release'],
): BuiltLane {
  const own = connection.store.identity.get();
  if (!own) throw new AppError('IDENTITY_MISSING');
  const records = new RecordOverlay(connection.store.signal);
  let ownRecord: Bytes | null = null;
  const context: LaneContext = {
    self: nodeIdOf(own.keyPair),
    store: connection.store,
    cipher: new SignalSessionCipher(own, records),
    identity: createIdentityCipher(own.keyPair),
    sha256,
    conversationId: conversationIds(nodeIdOf(own.keyPair)),
    links: new LayeredMap(),
    doubts: new LayeredMap(),
    waits: new LayeredMap(),
    answers: new LayeredMap(),
    changed: new LayeredMap(),
    budgets: new LayeredMap(),
    ownRecord: () => ownRecord,
    setOwnRecord: (record) => {
      ownRecord = record;
    },
    now: () => environment.now(),
    randomBytes: (length) => environment.randomBytes(length),
  };
  const lane = new CommitLane({ connection, records, context, work, release, crash: environment.crash });
  return { lane, context };
}

/** Makes the identity and first incarnation of a new store. */
export function foundStore(connection: StoreConnection, name: string, environment: LaneEnvironment): void {
  const checked = checkName(name);
  if (!checked.ok) throw checked.error;
  const { keyPair, registrationId } = createIdentity();
  const incarnation = idFromBytes('incarnation', environment.randomBytes(16));
  if (!incarnation) throw new TypeError('an incarnation needs 16 bytes');
  const createdAt = environment.now();
  connection.begin();
  connection.store.identity.put({
    keyPair,
    registrationId,
    name: checked.value,
    recordSequence: 0,
    createdAt,
  });
  connection.store.identity.begin(incarnation, createdAt);
  connection.commit();
}

/** Remembered: every message asks several times, and the answer never changes. */
function conversationIds(self: NodeId): LaneContext['conversationId'] {
  const known = new Map<NodeId, ConversationId>();
  return (peer) => {
    const id = known.get(peer) ?? directConversationId(sha256, self, peer);
    if (known.size >= REMEMBERED_CONVERSATIONS) known.clear();
    known.set(peer, id);
    return id;
  };
}

const REMEMBERED_CONVERSATIONS = 2_000;
