// Sessions without cryptography: who may open what, and how often, is as with libsignal. What is in a ciphertext is only read
// with the session or the pre-key it was made with.

import { type Bytes, concatBytes, fromUtf8, utf8 } from '../../src/base/bytes.js';
import type { NodeId } from '../../src/base/ids.js';
import type { DecryptFailure, SealedMessage, SessionCipher } from '../../src/core/ports/session-cipher.js';
import type { SignalRecords } from '../../src/core/ports/signal-records.js';
import { decodeAddressedBundle, encodeAddressedBundle } from '../../src/protocol/bundle-codec.js';
import { LIMITS } from '../../src/protocol/limits.js';

/** Bundles of one peer whose keys wait to be used, as in the product. */
const KEPT_BUNDLES = 4;

interface Session {
  readonly name: string;
  /** Whether this side began it. */
  readonly isOurs: boolean;
  /** The pre-key the first messages name until the other side has answered. */
  readonly preKey: PreKey | null;
  readonly sent: number;
  /** The counters that were used to open something. */
  readonly opened: readonly number[];
}

interface PreKey {
  readonly id: number;
  readonly name: string;
}

interface Sessions {
  readonly current: Session | null;
  readonly archived: readonly Session[];
}

interface Head {
  readonly session: string;
  readonly isStarter: boolean;
  readonly preKey: PreKey | null;
  readonly counter: number;
}

export class ModelCipher implements SessionCipher {
  constructor(
    private readonly records: SignalRecords,
    /** A name nothing has had. */
    private readonly newName: () => string,
  ) {}

  /** Both have answered each other in this session. */
  meet(peer: NodeId, name: string, isOurs: boolean): void {
    this.#put(peer, { current: { name, isOurs, preKey: null, sent: 0, opened: [] }, archived: [] });
  }

  async makeBundle(peer: NodeId): Promise<Bytes> {
    const preKey: PreKey = { id: this.records.nextKeyId(), name: this.newName() };
    this.records.putPreKey(preKey.id, utf8(preKey.name), peer);
    this.records.forgetPreKeys(peer, KEPT_BUNDLES);
    return bundleOf(preKey);
  }

  forgetBundles(peer: NodeId): void {
    this.records.forgetPreKeys(peer, 0);
  }

  async startSession(peer: NodeId, bundle: Uint8Array): Promise<boolean> {
    const preKey = preKeyOf(bundle);
    if (!preKey) return false;
    this.#begin(peer, { name: this.newName(), isOurs: true, preKey, sent: 0, opened: [] });
    return true;
  }

  async hasSession(peer: NodeId): Promise<boolean> {
    return this.#of(peer).current !== null;
  }

  async archiveSession(peer: NodeId): Promise<void> {
    const { current, archived } = this.#of(peer);
    if (current) this.#put(peer, { current: null, archived: [current, ...archived] });
  }

  async encrypt(peer: NodeId, plaintext: Bytes): Promise<SealedMessage & { readonly envelope: Bytes }> {
    const { current, archived } = this.#of(peer);
    if (!current) throw new TypeError('there is no session to encrypt in');
    const { name, isOurs, preKey, sent } = current;
    this.#put(peer, { current: { ...current, sent: sent + 1 }, archived });
    const head: Head = { session: name, isStarter: isOurs, preKey, counter: sent + 1 };
    const ciphertext = concatBytes(utf8(`${JSON.stringify(head)}\n`), plaintext);
    return { ...this.open(ciphertext), envelope: ciphertext };
  }

  isBurdened(): boolean {
    return false;
  }

  async decrypt(peer: NodeId, { ciphertext }: SealedMessage): Promise<Bytes | DecryptFailure> {
    const { head, plaintext } = read(ciphertext);
    const { current, archived } = this.#of(peer);
    const all = current ? [current, ...archived] : archived;
    const known = all.find(({ name, isOurs }) => name === head.session && isOurs !== head.isStarter);
    if (known?.opened.includes(head.counter)) return 'duplicate';
    const session = known ?? this.#answered(head);
    if (!session) return 'undecryptable';
    const opened = [...session.opened, head.counter].sort((a, b) => a - b);
    this.#begin(peer, { ...session, preKey: null, opened });
    return plaintext;
  }

  open(envelope: Bytes): SealedMessage {
    return { type: read(envelope).head.preKey ? 'preKey' : 'whisper', ciphertext: envelope };
  }

  /** The session of a first message, whose pre-key is used up by it. */
  #answered({ session, preKey }: Head): Session | undefined {
    const record = preKey && this.records.preKey(preKey.id);
    if (!record || fromUtf8(record) !== preKey.name) return undefined;
    this.records.removePreKey(preKey.id);
    return { name: session, isOurs: false, preKey: null, sent: 0, opened: [] };
  }

  /** The session something was last opened in is the one that is written in; the others are kept. */
  #begin(peer: NodeId, session: Session): void {
    const { current, archived } = this.#of(peer);
    const others = current ? [current, ...archived] : archived;
    this.#put(peer, { current: session, archived: others.filter(({ name }) => name !== session.name) });
  }

  #of(peer: NodeId): Sessions {
    const record = this.records.session(peer);
    return record ? (JSON.parse(fromUtf8(record) ?? '') as Sessions) : { current: null, archived: [] };
  }

  #put(peer: NodeId, sessions: Sessions): void {
    this.records.putSession(peer, utf8(JSON.stringify(sessions)));
  }
}

/** Has the form of a bundle; its one-time key is the name. */
function bundleOf({ id, name }: PreKey): Bytes {
  const key = (length: number) => utf8(name.padEnd(length, '.'));
  return encodeAddressedBundle({
    registrationId: 1,
    device: 1,
    preKeyId: id,
    preKey: key(LIMITS.preKeyBytes),
    signedPreKeyId: id,
    signedPreKey: key(LIMITS.preKeyBytes),
    signedPreKeySignature: key(LIMITS.signatureBytes),
    kyberPreKeyId: id,
    kyberPreKey: key(LIMITS.kyberPreKeyBytes),
    kyberPreKeySignature: key(LIMITS.signatureBytes),
  });
}

function preKeyOf(bundle: Uint8Array): PreKey | undefined {
  const decoded = decodeAddressedBundle(bundle);
  if (!decoded.ok) return undefined;
  const { preKeyId, preKey } = decoded.value;
  return { id: preKeyId, name: (fromUtf8(preKey) ?? '').replace(/\.+$/, '') };
}

function read(ciphertext: Bytes): { readonly head: Head; readonly plaintext: Bytes } {
  const end = ciphertext.indexOf(NEWLINE);
  const head = JSON.parse(fromUtf8(ciphertext.subarray(0, end)) ?? '') as Head;
  return { head, plaintext: ciphertext.slice(end + 1) };
}

const NEWLINE = 10;
