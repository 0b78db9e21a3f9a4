// The passphrase as the system's keyring keeps it: it opens a node that has just started, and none that was locked. The
// file holds nothing that can be read without the keyring, and losing it costs one more time of typing.

import { readFileSync } from 'node:fs';
import { AppError } from '../../base/app-error.js';
import type { NodeState } from '../../contract/values.js';
import type { KeyringState } from '../../contract/window-bridge.js';
import { removeDurably, writeDurably } from './durable-write.js';
import type { SystemKeyring } from './system-keyring.js';

/** What of a node is needed to open it. */
export interface LockedNode {
  /** Its state as it is now. */
  state(): Promise<NodeState>;
  /** Throws the AppError it answered. */
  unlock(passphrase: string): Promise<void>;
}

export interface KeptPassphraseOptions {
  readonly file: string;
  readonly keyring: SystemKeyring;
  readonly onChange: (state: KeyringState) => void;
}

interface Kept {
  /** As the keyring sealed it. */
  readonly sealed: Uint8Array;
  /** The owner locked the node since it was last open, and nothing but the passphrase opens it again. */
  readonly isLocked: boolean;
}

export class KeptPassphrase {
  #state: KeyringState | undefined;
  /** As far as this run of the node told. */
  #wasOpen = false;

  constructor(private readonly options: KeptPassphraseOptions) {}

  get state(): KeyringState {
    return (this.#state ??= this.#atRest());
  }

  /** False: the keyring did not take it, or would not give it back. */
  keep(passphrase: string): boolean {
    const { keyring } = this.options;
    try {
      const sealed = keyring.seal(passphrase);
      if (keyring.open(sealed) !== passphrase) return false;
      this.#write({ sealed, isLocked: false });
    } catch {
      return false;
    }
    this.#become('on');
    return true;
  }

  /** False: the file could not be removed for good. */
  forget(): boolean {
    const isGone = this.#remove();
    this.#become(this.#atRest());
    return isGone;
  }

  /** To be called for a node that this app has just started. Whatever goes wrong, its owner can still enter the passphrase. */
  async open(node: LockedNode): Promise<void> {
    this.#wasOpen = false;
    const kept = this.#read();
    if (!kept || kept.isLocked) return;
    this.#become('opening');
    this.#become(await this.#opened(node, kept));
  }

  /** To be called with every state the node tells, and whether it locked by itself, which is no owner's wish. */
  nodeIs(state: NodeState, isBroken: boolean): void {
    if (state === 'open') this.#noteLocked(false);
    else if (this.#wasOpen && !isBroken) this.#noteLocked(true);
    if (state === 'open' && !this.#wasOpen) this.#become(this.#atRest());
    this.#wasOpen = state === 'open';
  }

  async #opened(node: LockedNode, { sealed }: Kept): Promise<KeyringState> {
    try {
      if ((await node.state()) !== 'locked') return 'on';
      const passphrase = this.#unsealed(sealed);
      if (passphrase === undefined) return 'unreadable';
      await node.unlock(passphrase);
    } catch (error) {
      // Anything else is told to whoever enters the passphrase.
      if (!AppError.is(error, 'PASSWORD_WRONG')) return 'on';
      this.#remove();
      return 'outdated';
    }
    return 'on';
  }

  #unsealed(sealed: Uint8Array): string | undefined {
    try {
      return sealed.length > 0 ? this.options.keyring.open(sealed) : undefined;
    } catch {
      return undefined;
    }
  }

  #noteLocked(isLocked: boolean): void {
    const kept = this.#read();
    if (!kept || kept.isLocked === isLocked) return;
    try {
      this.#write({ ...kept, isLocked });
    } catch {
      // What cannot be noted must not open what was locked.
      if (isLocked) this.forget();
    }
  }

  #atRest(): KeyringState {
    if (this.#read()) return 'on';
    return this.options.keyring.isPresent() ? 'off' : 'absent';
  }

  #become(state: KeyringState): void {
    if (state === this.#state) return;
    this.#state = state;
    this.options.onChange(state);
  }

  #read(): Kept | undefined {
    try {
      return keptIn(readFileSync(this.options.file, 'utf8'));
    } catch {
      return undefined;
    }
  }

  #write({ sealed, isLocked }: Kept): void {
    const content = JSON.stringify({ sealed: Buffer.from(sealed).toString('base64'), isLocked });
    writeDurably(this.options.file, content);
  }

  #remove(): boolean {
    try {
      removeDurably(this.options.file);
      return true;
    } catch {
      return false;
    }
  }
}

/** Of a file that is damaged: nothing that could be opened, which its owner is told. */
function keptIn(content: string): Kept {
  try {
    const { sealed, isLocked } = JSON.parse(content) as Readonly<Record<string, unknown>>;
    return {
      sealed: Buffer.from(typeof sealed === 'string' ? sealed : '', 'base64'),
      isLocked: isLocked !== false,
    };
  } catch {
    return { sealed: new Uint8Array(), isLocked: false };
  }
}
