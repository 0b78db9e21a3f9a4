import { describe, expect, it } from 'vitest';
import { SourceFile } from './source-file.js';

describe('a file of the owner', () => {
  // The system gives nothing of what stands at the beginning of a process's memory, as of a disk that was taken out.
  it.skipIf(process.platform !== 'linux')('that the disk does not give is unreadable, not changed', () => {
    const path = '/proc/self/mem';
    const file = new SourceFile(path);
    try {
      expect(() => {
        file.read(0, new Uint8Array(16));
      }).toThrow(
        expect.objectContaining({ code: 'FILE_UNREADABLE', params: { path, reason: 'access' } }) as Error,
      );
    } finally {
      file.close();
    }
  });
});
