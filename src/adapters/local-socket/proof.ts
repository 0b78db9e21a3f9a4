// Mutual proof of the token: HMAC-SHA256 over both nonces, with the role in it so that no proof can be returned to its maker.

import { createHmac, timingSafeEqual } from 'node:crypto';
import { type Bytes, concatBytes, utf8 } from '../../base/bytes.js';
import type { Secret } from '../../base/secret.js';

export const NONCE_BYTES = 32;
export type Role = 'client' | 'server';
/** 32 bytes each. */
export interface Nonces {
  readonly server: Uint8Array;
  readonly client: Uint8Array;
}

export function proofOf(token: Secret<Bytes>, role: Role, nonces: Nonces): string {
  const label = utf8(`kith/1/local-socket/${role}\0`);
  const message = concatBytes(label, nonces.server, nonces.client);
  return createHmac('sha256', token.reveal()).update(message).digest('base64url');
}

export function isProof(found: unknown, expected: string): boolean {
  if (typeof found !== 'string') return false;
  const bytes = Buffer.from(found);
  return bytes.length === expected.length && timingSafeEqual(bytes, Buffer.from(expected));
}

/** The 32 bytes of a nonce field, or undefined. */
export function nonceOf(value: unknown): Uint8Array | undefined {
  if (typeof value !== 'string') return undefined;
  const bytes = Buffer.from(value, 'base64url');
  return bytes.length === NONCE_BYTES && bytes.toString('base64url') === value ? bytes : undefined;
}
