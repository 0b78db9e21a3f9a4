// The token of the local socket: 256 random bits only the owner's programs can read, new for every start of the node.

import { randomBytes } from 'node:crypto';
import { open, readFile, rename, rm } from 'node:fs/promises';
import { AppError } from '../../base/app-error.js';
import { type Bytes, fromHex, toHex } from '../../base/bytes.js';
import { Secret } from '../../base/secret.js';

const TOKEN_BYTES = 32;

/** Replaces the file (mode 0600) by one with a new token. Throws AppError HOME_UNUSABLE {path, reason}. */
export async function createSocketToken(path: string): Promise<Secret<Bytes>> {
  const token = new Uint8Array(randomBytes(TOKEN_BYTES));
  const temporary = `${path}.tmp`;
  try {
    await rm(temporary, { force: true });
    const file = await open(temporary, 'wx', 0o600);
    await file.writeFile(`${toHex(token)}\n`).finally(() => file.close());
    await rename(temporary, path);
  } catch (cause) {
    throw new AppError('HOME_UNUSABLE', { path, reason: 'socket-token' }, cause);
  }
  return new Secret(token);
}

/** Throws AppError NODE_NOT_RUNNING when there is no token (no node of this home was started), else ACCESS_DENIED. */
export async function readSocketToken(path: string): Promise<Secret<Bytes>> {
  const text = await readFile(path, 'latin1').catch((cause: unknown) => {
    const isMissing = cause instanceof Error && 'code' in cause && cause.code === 'ENOENT';
    throw new AppError(isMissing ? 'NODE_NOT_RUNNING' : 'ACCESS_DENIED', {}, cause);
  });
  const token = fromHex(text.trim());
  if (token?.length !== TOKEN_BYTES) throw new AppError('ACCESS_DENIED');
  return new Secret(token);
}
