// The stored form of a ciphertext: libsignal's UnidentifiedSenderMessageContent, which a direct link opens and a relay
// will get sealed.

import {
  type CiphertextMessage,
  CiphertextMessageType,
  ContentHint,
  PrivateKey,
  type PublicKey,
  SenderCertificate,
  ServerCertificate,
  UnidentifiedSenderMessageContent,
} from '@signalapp/libsignal-client';
import type { Bytes } from '../../base/bytes.js';
import type { EnvelopeType, SealedMessage } from '../../core/ports/session-cipher.js';
import { DEVICE } from './protocol-address.js';

/**
 * Says which identity sent an envelope. Its signatures are worthless on purpose: the roots are made anew in every process
 * and nobody checks them or the expiry; a receiver compares the key inside with the identity pinned for that sender.
 */
export function senderCertificate(name: string, identityKey: PublicKey): SenderCertificate {
  const root = PrivateKey.generate();
  const server = PrivateKey.generate();
  const serverCertificate = ServerCertificate.new(1, server.getPublicKey(), root);
  const never = Number.MAX_SAFE_INTEGER;
  return SenderCertificate.new(name, null, DEVICE, identityKey, never, serverCertificate, server);
}

export function sealEnvelope(message: CiphertextMessage, sender: SenderCertificate): Bytes {
  return UnidentifiedSenderMessageContent.new(message, sender, ContentHint.Default, null).serialize();
}

export function openEnvelope(envelope: Bytes): SealedMessage {
  const content = UnidentifiedSenderMessageContent.deserialize(envelope);
  return { type: envelopeType(content.msgType()), ciphertext: content.contents() };
}

const ENVELOPE_TYPES: ReadonlyMap<number, EnvelopeType> = new Map([
  [CiphertextMessageType.PreKey, 'preKey'],
  [CiphertextMessageType.Whisper, 'whisper'],
]);

export function envelopeType(messageType: number): EnvelopeType {
  const type = ENVELOPE_TYPES.get(messageType);
  if (!type) throw new TypeError('a ciphertext of another type');
  return type;
}
