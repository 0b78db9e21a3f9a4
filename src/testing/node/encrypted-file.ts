import { createHash } from 'node:crypto';
import { fileCipher, newFileKey } from '../../adapters/crypto/file-cipher.js';
import type { TransferId } from '../../base/ids.js';
import { chunkBytes, TAG_BYTES } from '../../protocol/file-header.js';
import { LIMITS } from '../../protocol/limits.js';

/** A file as its sender encrypts it, chunk by chunk. */
export function encrypted(id: TransferId, bytes: Uint8Array, { key, header } = newFileKey(bytes.length)) {
  const cipher = fileCipher(key, header);
  if (!cipher) throw new Error('no cipher');
  const chunks = Array.from({ length: cipher.chunks }, (_, index) => {
    const sealed = new Uint8Array(chunkBytes(bytes.length, index) + TAG_BYTES);
    cipher.seal(
      index,
      bytes.subarray(
        index * LIMITS.fileChunkBytes,
        index * LIMITS.fileChunkBytes + chunkBytes(bytes.length, index),
      ),
      sealed,
    );
    return sealed;
  });
  const list = createHash('sha256');
  for (const chunk of chunks) list.update(createHash('sha256').update(chunk).digest());
  return { file: { id, key, header }, chunks, root: new Uint8Array(list.digest()) };
}
