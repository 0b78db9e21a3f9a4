// What is done to a home while no node runs on it: founding it, and changing its password.

import type { Config } from '../adapters/config/settings.js';
import { durableFiles } from '../adapters/filesystem/durable-file.js';
import { homeIn } from '../adapters/filesystem/home.js';
import { lockHome } from '../adapters/filesystem/home-lock.js';
import { memorySizeBytes } from '../adapters/system/memory-size.js';
import { systemTimers } from '../adapters/system/system-timers.js';
import { changePassword } from '../adapters/vault/vault.js';
import { idFromHex } from '../base/ids.js';
import type { Secret } from '../base/secret.js';
import { ContractClient } from '../contract/client.js';
import type { SelfValue } from '../contract/values.js';
import { createNode, type NodeOptions, readConfig } from './create-node.js';
import { invitation } from './invitation.js';
import { publicPlaces } from './public-addresses.js';
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
    const self = await client.call('createIdentity', { name, password: password.reveal() });
    return { ...self, ...invitationLater(self, readConfig(homeIn(home), options)) };
  } finally {
    await node.stop();
  }
}

/** Where the node will be once it runs with these settings; any free port is not known before. */
function invitationLater({ nodeId }: SelfValue, config: Config): Pick<SelfValue, 'link' | 'addresses'> {
  const id = idFromHex('node', nodeId);
  if (id === undefined) throw new TypeError('a node that presents itself under no id');
  return invitation(
    id,
    publicPlaces(config, config.port).filter(({ port }) => port !== 0),
  );
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
