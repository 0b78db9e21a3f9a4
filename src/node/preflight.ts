// What the command line refuses before its owner is asked for anything: nobody types a password to learn that the port is taken.
// A node that runs does not end for that (`network/keep-listening.ts`), nor does the desktop app keep its owner out.

import { durableFiles } from '../adapters/filesystem/durable-file.js';
import { homeIn } from '../adapters/filesystem/home.js';
import { lockHome } from '../adapters/filesystem/home-lock.js';
import { tryListening } from '../adapters/http/listen.js';
import { systemTimers } from '../adapters/system/system-timers.js';
import { vaultExists } from '../adapters/vault/vault.js';
import { AppError } from '../base/app-error.js';
import { type NodeOptions, readConfig } from './create-node.js';

/**
 * @param purpose init: an identity is to be made. node: one has to be there. start: either. Changes nothing on the disk.
 * @throws {AppError} CONFIG_INVALID, HOME_IN_USE, IDENTITY_EXISTS, IDENTITY_MISSING, PORT_BUSY, ADDRESS_UNAVAILABLE,
 * ACCESS_DENIED
 */
export async function refuseEarly(
  options: Pick<NodeOptions, 'home' | 'flags' | 'env'>,
  purpose: 'init' | 'node' | 'start',
): Promise<void> {
  const home = homeIn(options.home);
  const { host, port } = readConfig(home, options);
  const exists = await vaultExists({
    vaultFile: home.vaultFile,
    files: durableFiles(),
    onRestored: () => undefined,
  });
  if (exists && purpose === 'init') throw new AppError('IDENTITY_EXISTS', { home: home.dir });
  if (!exists && purpose === 'node') throw new AppError('IDENTITY_MISSING', { home: home.dir });
  if (exists) {
    const locked = await lockHome(home, { pid: process.pid, face: purpose, since: systemTimers.now() });
    if (!locked.ok) throw locked.error;
    locked.value.release();
  }
  if (purpose !== 'init') await tryListening(host, port);
}
