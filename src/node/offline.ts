// What is done to a home while no node runs on it: founding it, and changing its password.

import { durableFiles } from '../adapters/filesystem/durable-file.js';
import { homeIn } from '../adapters/filesystem/home.js';
import { lockHome } from '../adapters/filesystem/home-lock.js';
import { memorySizeBytes } from '../adapters/system/memory-size.js';
import { systemTimers } from '../adapters/system/system-timers.js';
import { changePassword } from '../adapters/vault/vault.js';
import { ContractClient } from '../contract/client.js';
import type { SelfValue } from '../contract/values.js';
import type { Secret } from '../base/secret.js';
import { createNode, type NodeOptions, readConfig } from './create-node.js';
import { refuseHopeless } from './refuse-hopeless.js';

/**
 * Makes a home with an identity: the command a face would send, to a node that runs only for it.
 * @throws {AppError} IDENTITY_EXISTS, NAME_INVALID, PASSWORD_HOPELESS, HOME_IN_USE
 */
export async function createIdentity(
  options: Pick<NodeOptions, 'home' | 'flags' | 'env'> & {
    readonly name: string;
    readonly password: Secret<string>;
  },
): Promise<SelfValue> {
  const { home, env, name, password } = options;
  // Nobody is to reach a node that is only being founded.
  const flags = { ...options.flags, host: '127.0.0.1', port: '0' };
  const node = await createNode({ home, face: 'init', flags, env, password: null });
  try {
    const client = new ContractClient(node.connect());
    return await client.call('createIdentity', { name, password: password.reveal() });
  } finally {
    await node.stop();
  }
}

/** @throws {AppError} PASSWORD_WRONG, PASSWORD_HOPELESS, IDENTITY_MISSING, VAULT_DAMAGED, HOME_IN_USE */
export async function changePasswordOffline(
  options: Pick<NodeOptions, 'home' | 'env'> & {
    readonly password: Secret<string>;
    readonly newPassword: Secret<string>;
  },
): Promise<void> {
  const home = homeIn(options.home);
  refuseHopeless(options.newPassword, '');
  const { kdf } = readConfig(home, { flags: {}, env: options.env });
  const locked = await lockHome(home, { pid: process.pid, face: 'passwd', since: systemTimers.now() });
  if (!locked.ok) throw locked.error;
  try {
    await changePassword(
      { vaultFile: home.vaultFile, files: durableFiles(), onRestored: () => undefined },
      { old: options.password, new: options.newPassword },
      { kdf, memoryBytes: memorySizeBytes(), monotonicMs: () => systemTimers.monotonicMs() },
    );
  } finally {
    locked.value.release();
  }
}
