// Where a ciphertext stands in its ratchet, read before anything is decrypted: libsignal would first derive every key
// up to a counter the sender chose.

import { PreKeySignalMessage, SignalMessage } from '@signalapp/libsignal-client';
import { type Bytes, copyBytes } from '../../base/bytes.js';
import type { SealedMessage } from '../../core/ports/session-cipher.js';

export interface MessagePosition {
  /** Sending chain: the sender's ratchet public key, 32 bytes. */
  readonly chain: Bytes;
  /** From 0 in every chain. */
  readonly counter: number;
}

export interface ReadMessage {
  readonly position: MessagePosition;
  readonly message:
    | { readonly type: 'preKey'; readonly parsed: PreKeySignalMessage }
    | { readonly type: 'whisper'; readonly parsed: SignalMessage };
}

/** Undefined when the bytes are not a message of that type. */
export function readMessage({ type, ciphertext }: SealedMessage): ReadMessage | undefined {
  try {
    if (type === 'whisper') {
      const parsed = SignalMessage.deserialize(ciphertext);
      const position = positionOf(parsed, ciphertext);
      return position && { position, message: { type, parsed } };
    }
    const parsed = PreKeySignalMessage.deserialize(ciphertext);
    const inner = bytesField(ciphertext.subarray(1), PRE_KEY_MESSAGE_INNER);
    const position = inner && positionOf(SignalMessage.deserialize(inner), inner);
    return position && { position, message: { type, parsed } };
  } catch {
    return undefined; // libsignal refuses malformed bytes with one error for everything
  }
}

// libsignal's wire.proto. Version byte, then the message; a SignalMessage ends with 8 bytes of MAC.
const SIGNAL_MESSAGE_RATCHET_KEY = 1;
const PRE_KEY_MESSAGE_INNER = 4;
const MAC_BYTES = 8;
const RATCHET_KEY_BYTES = 33;

function positionOf(message: SignalMessage, serialized: Uint8Array): MessagePosition | undefined {
  const key = bytesField(serialized.subarray(1, -MAC_BYTES), SIGNAL_MESSAGE_RATCHET_KEY);
  if (key?.length !== RATCHET_KEY_BYTES) return undefined;
  return { chain: key.subarray(1), counter: message.counter() };
}

const WIRE_VARINT = 0;
const WIRE_FIXED64 = 1;
const WIRE_BYTES = 2;
const WIRE_FIXED32 = 5;

/** Last value of a length-delimited field, as protobuf decoders take it; undefined: absent or malformed. */
function bytesField(message: Uint8Array, field: number): Bytes | undefined {
  let found: Uint8Array | undefined;
  let offset = 0;
  while (offset < message.length) {
    const tag = varint(message, offset);
    const value = tag && valueRange(message, tag.next, tag.value & 7);
    if (!tag || !value || value.end > message.length) return undefined;
    if (tag.value >>> 3 === field) found = message.subarray(value.start, value.end);
    offset = value.end;
  }
  return found && copyBytes(found);
}

function valueRange(
  message: Uint8Array,
  start: number,
  wireType: number,
): { start: number; end: number } | undefined {
  if (wireType === WIRE_FIXED64) return { start, end: start + 8 };
  if (wireType === WIRE_FIXED32) return { start, end: start + 4 };
  const number = varint(message, start);
  if (!number) return undefined;
  if (wireType === WIRE_VARINT) return { start, end: number.next };
  if (wireType === WIRE_BYTES) return { start: number.next, end: number.next + number.value };
  return undefined;
}

const LONGEST_VARINT = 5;

/** Up to 2^32 - 1: tags, lengths and every number of these messages are 32 bits wide. */
function varint(message: Uint8Array, start: number): { value: number; next: number } | undefined {
  let value = 0;
  for (let index = 0; index < LONGEST_VARINT; index++) {
    const byte = message[start + index];
    if (byte === undefined) return undefined;
    value += (byte & 0x7f) * 2 ** (7 * index);
    if (byte < 0x80) return value < 2 ** 32 ? { value, next: start + index + 1 } : undefined;
  }
  return undefined;
}
