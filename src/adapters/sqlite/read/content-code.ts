// The code of what one upload holds, the same for everybody who got it whole (PROTOCOL, "Files").

import { createHash } from 'node:crypto';
import type { Bytes } from '../../../base/bytes.js';

/**
 * Equal for two people only if they got the same file: the header commits to the key, and the root names every encrypted
 * chunk. 64 hexadecimal digits, because who sends could look for two files of one shorter code.
 */
export function contentCode(header: Bytes, root: Bytes): string {
  return createHash('sha256').update('kith/1/file-code').update(header).update(root).digest('hex');
}
