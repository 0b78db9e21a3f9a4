// A folder as one file, made of the headers of an archive and the files themselves: the browser reads those when it is handed
// over, so that nothing of them is kept.

import { crc32 } from '../../../src/base/zip/crc32.js';
import { zipEntries } from '../../../src/base/zip/zip-entries.js';
import { zipHeader, zipLayout } from '../../../src/base/zip/zip-layout.js';
import type { GivenEntry } from '../../ui/given.js';

/** Rejects when a file cannot be read, or the owner gave it up. */
export async function packedFolder(
  name: string,
  entries: readonly GivenEntry[],
  signal: AbortSignal,
): Promise<File> {
  const layout = zipLayout(zipEntries(entries));
  const checksums: number[] = [];
  for (const { file } of entries) checksums.push(file ? await checksumOf(file, signal) : 0);
  const parts = layout.parts.map((part): BlobPart => {
    const file = part.kind === 'data' && entries[part.entry]?.file;
    return file || zipHeader(layout, part, checksums[part.entry] ?? 0);
  });
  return new File(parts, `${name}.zip`);
}

async function checksumOf(file: File, signal: AbortSignal): Promise<number> {
  const reader = file.stream().getReader();
  let checksum = 0;
  for (let read = await reader.read(); !read.done; read = await reader.read()) {
    signal.throwIfAborted();
    checksum = crc32(checksum, read.value);
  }
  return checksum;
}
