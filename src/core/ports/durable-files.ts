import type { Bytes } from '../../base/bytes.js';

/** Small files that must survive power loss: a file holds its old content or its new one, never a part. */
export interface DurableFiles {
  /** Whole content, undefined when there is no such file. Throws AppError ACCESS_DENIED or HOME_UNUSABLE. */
  read(path: string): Promise<Bytes | undefined>;
  /**
   * Replaces the content, readable by the owner only, and is on the disk when it returns. Throws AppError DISK_FULL,
   * ACCESS_DENIED or HOME_UNUSABLE; the file then holds the old content or the new one.
   */
  write(path: string, content: Uint8Array): Promise<void>;
  /** Removes the file if there is one; it stays away after power loss too. Throws AppError ACCESS_DENIED or HOME_UNUSABLE. */
  remove(path: string): Promise<void>;
}
