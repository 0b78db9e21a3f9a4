import type { Bytes } from '../../base/bytes.js';
import type { NodeId } from '../../base/ids.js';

/** The domain labels the identity key signs under: "kith/1/" label 0x00 body. */
export type SignatureLabel =
  'link-key' | 'record' | 'request' | 'replaces' | 'route' | 'introduction' | 'group-op';

export type EnvelopeType = 'preKey' | 'whisper';

/** Ciphertext as a direct link carries it. */
export interface SealedMessage {
  readonly type: EnvelopeType;
  readonly ciphertext: Bytes;
}

/**
 * duplicate: the ratchet has used this key (reported before the MAC is checked, so only a suspicion).
 * jump: counter more than 2,000 above the highest accepted, refused before decrypting.
 * untrusted: the key inside is not the sender's pinned identity.
 * undecryptable: everything else, deliberately indistinct.
 */
export type DecryptFailure = 'duplicate' | 'jump' | 'untrusted' | 'undecryptable';

/**
 * End-to-end sessions between two nodes (libsignal: PQXDH and Double Ratchet). Calls must be made one after another:
 * parallel calls lose messages. State goes to the `SignalRecords` it was built on.
 */
export interface SessionCipher {
  /** Fresh pre-keys for this peer only; returns an encoded `AddressedBundle` (about 1.8 KiB). */
  makeBundle(peer: NodeId, now: number): Promise<Bytes>;
  /** Deletes the keys of every bundle made for this peer that it has not used. */
  forgetBundles(peer: NodeId): void;
  /** Starts a session on the peer's bundle, archiving any earlier one. False: the bundle is not acceptable. */
  startSession(peer: NodeId, bundle: Uint8Array, now: number): Promise<boolean>;
  /** Whether `encrypt` would work: a session that has not expired. */
  hasSession(peer: NodeId, now: number): Promise<boolean>;
  /** Makes the session unusable for sending; late ciphertexts of it can still be decrypted. */
  archiveSession(peer: NodeId): Promise<void>;
  /** `envelope` is the serialised UnidentifiedSenderMessageContent to keep and to resend from. */
  encrypt(peer: NodeId, plaintext: Bytes, now: number): Promise<SealedMessage & { readonly envelope: Bytes }>;
  decrypt(peer: NodeId, message: SealedMessage): Promise<Bytes | DecryptFailure>;
  /**
   * Whether the peer skipped so many messages that the keys kept for them (2,000 a chain) make each further one of its
   * messages dear: as many milliseconds as it is tenths otherwise. Nobody who sends in order comes near.
   */
  isBurdened(peer: NodeId): boolean;
  /** What a direct link sends of a kept envelope. */
  open(envelope: Bytes): SealedMessage;
}

/** Signatures and fingerprints of identity keys. */
export interface IdentityCipher {
  /** XEdDSA signature, 64 bytes, by this node's identity key. */
  sign(label: SignatureLabel, body: Uint8Array): Bytes;
  verify(signer: NodeId, label: SignatureLabel, body: Uint8Array, signature: Uint8Array): boolean;
  /** 30 digits, no spaces. */
  fingerprint(nodeId: NodeId): string;
  /** 60 digits, the same on both sides. */
  safetyNumber(a: NodeId, b: NodeId): string;
}
