import { describe, expect, it } from 'vitest';
import { type KeyringOfElectron, systemKeyring } from './system-keyring.js';

describe('the keyring of the system', () => {
  /** Seals by changing every letter. */
  function electron(backend?: string, isAvailable = true): KeyringOfElectron {
    const turned = (bytes: Uint8Array) => Buffer.from(bytes.map((byte) => byte ^ 1));
    return {
      isEncryptionAvailable: () => isAvailable,
      encryptString: (text) => turned(Buffer.from(text)),
      decryptString: (sealed) => turned(sealed).toString(),
      ...(backend !== undefined && { getSelectedStorageBackend: () => backend }),
    };
  }

  it.each(['gnome_libsecret', 'kwallet', 'kwallet5', 'kwallet6'])('is there with %s', (backend) => {
    const keyring = systemKeyring(electron(backend), 'linux');
    expect(keyring.isPresent()).toBe(true);
    expect(keyring.open(keyring.seal('otters'))).toBe('otters');
  });

  it.each(['basic_text', 'unknown'])('is none where Electron found %s only', (backend) => {
    const keyring = systemKeyring(electron(backend), 'linux');
    expect(keyring.isPresent()).toBe(false);
    expect(() => keyring.seal('otters')).toThrow();
    expect(() => keyring.open(Buffer.from('sretto'))).toThrow();
  });

  it('is asked for its key where Electron cannot say which one it is', () => {
    expect(systemKeyring(electron(undefined, true), 'linux').isPresent()).toBe(true);
    expect(systemKeyring(electron(undefined, false), 'linux').isPresent()).toBe(false);
  });

  it.each(['win32', 'darwin'] as const)('belongs to %s, and is not asked before it is needed', (platform) => {
    const keyring = systemKeyring(electron(undefined, false), platform);
    expect(keyring.isPresent()).toBe(true);
    expect(() => keyring.seal('otters')).toThrow();
  });
});
