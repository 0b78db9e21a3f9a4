// The keyring of the system's session, as far as it is one: what anybody could open is no keyring.

export interface SystemKeyring {
  /** Does not make the system ask for anything where that can be told without. */
  isPresent(): boolean;
  /** Throws when the keyring does not give its key; so does `open`. */
  seal(text: string): Uint8Array;
  open(sealed: Uint8Array): string;
}

/** What is used of Electron. Before version 26 it does not say which keyring it found, and takes none it would not trust. */
export interface KeyringOfElectron {
  isEncryptionAvailable(): boolean;
  encryptString(text: string): Buffer;
  decryptString(sealed: Buffer): string;
  getSelectedStorageBackend?(): string;
}

/** Found, and yet none: the first encrypts under a key that stands in Chromium's source. */
const NO_KEYRINGS: readonly string[] = ['basic_text', 'unknown'];

/** To be used once Electron is ready. */
export function systemKeyring(electron: KeyringOfElectron, platform: NodeJS.Platform): SystemKeyring {
  const isPresent = (): boolean => {
    // It belongs to the system, and the question alone may open a dialog of it.
    if (platform !== 'linux') return true;
    const found = electron.getSelectedStorageBackend?.();
    return found === undefined ? electron.isEncryptionAvailable() : !NO_KEYRINGS.includes(found);
  };
  const need = (): void => {
    if (!isPresent() || !electron.isEncryptionAvailable()) throw new Error('no keyring');
  };
  return {
    isPresent,
    seal: (text) => {
      need();
      return electron.encryptString(text);
    },
    open: (sealed) => {
      need();
      return electron.decryptString(Buffer.from(sealed));
    },
  };
}
