// Two people with libsignal sessions over stores in memory.

import {
  createIdentity,
  createIdentityCipher,
  type CreatedIdentity,
} from '../adapters/signal/identity-cipher.js';
import { SignalSessionCipher } from '../adapters/signal/session-cipher.js';
import type { IdentityCipher, SealedMessage } from '../core/ports/session-cipher.js';
import type { SignalRecords } from '../core/ports/signal-records.js';
import { fromUtf8, utf8 } from '../base/bytes.js';
import { memoryStore } from './memory-store/memory-store.js';

/** The instant of everything that is not about time. */
export const NOON = Date.UTC(2026, 0, 1, 12);

export interface SignalParty extends CreatedIdentity {
  readonly records: SignalRecords;
  readonly cipher: SignalSessionCipher;
  readonly identity: IdentityCipher;
}

export function signalParty(records: SignalRecords = memoryStore().connection.store.signal): SignalParty {
  const created = createIdentity();
  const cipher = new SignalSessionCipher(created, records);
  return { ...created, records, cipher, identity: createIdentityCipher(created.keyPair) };
}

/** `from` can write to `to` afterwards; `to` to `from` only once it has read a message. */
export async function startOnBundle(from: SignalParty, to: SignalParty): Promise<void> {
  const bundle = await to.cipher.makeBundle(from.nodeId, NOON);
  if (!(await from.cipher.startSession(to.nodeId, bundle, NOON))) throw new Error('the bundle was refused');
}

/** Both have read a message of the other. */
export async function acquaint(alice: SignalParty, bob: SignalParty): Promise<void> {
  await startOnBundle(alice, bob);
  await read(bob, alice, await write(alice, bob, 'hello'));
  await read(alice, bob, await write(bob, alice, 'hello yourself'));
}

export function write(from: SignalParty, to: SignalParty, text: string): Promise<SealedMessage> {
  return from.cipher.encrypt(to.nodeId, utf8(text), NOON);
}

/** The text, or why it could not be read in angle brackets. */
export async function read(by: SignalParty, from: SignalParty, message: SealedMessage): Promise<string> {
  const opened = await by.cipher.decrypt(from.nodeId, message);
  return typeof opened === 'string' ? `<${opened}>` : (fromUtf8(opened) ?? '<not text>');
}
