// Reads archives as unpacking programs do, from the list at the end, and demands that what stands before a file agrees with it.

interface Unpacked {
  readonly path: string;
  readonly checksum: number;
  readonly bytes: Buffer;
}

const END_BYTES = 22;

export function zipContents(zip: Buffer): readonly Unpacked[] {
  const end = zip.length - END_BYTES;
  if (zip.readUInt32LE(end) !== 0x06054b50) throw new Error('no archive');
  const unpacked: Unpacked[] = [];
  let at = zip.readUInt32LE(end + 16);
  for (let left = zip.readUInt16LE(end + 10); left > 0; left--) {
    if (zip.readUInt32LE(at) !== 0x02014b50) throw new Error('no entry where one should be');
    const [nameBytes, extraBytes] = [zip.readUInt16LE(at + 28), zip.readUInt16LE(at + 30)];
    const path = zip.toString('utf8', at + 46, at + 46 + nameBytes);
    const file = { path, checksum: zip.readUInt32LE(at + 16), sizeBytes: zip.readUInt32LE(at + 24) };
    unpacked.push(fileAt(zip, zip.readUInt32LE(at + 42), file));
    at += 46 + nameBytes + extraBytes;
  }
  if (at !== end) throw new Error('the list is longer or shorter than it says');
  return unpacked;
}

function fileAt(
  zip: Buffer,
  at: number,
  { path, checksum, sizeBytes }: Omit<Unpacked, 'bytes'> & { readonly sizeBytes: number },
): Unpacked {
  const begin = at + 30 + zip.readUInt16LE(at + 26) + zip.readUInt16LE(at + 28);
  const isSame =
    zip.readUInt32LE(at) === 0x04034b50 &&
    zip.readUInt32LE(at + 14) === checksum &&
    zip.readUInt32LE(at + 18) === sizeBytes &&
    zip.toString('utf8', at + 30, at + 30 + zip.readUInt16LE(at + 26)) === path;
  if (!isSame) throw new Error(`${path} is not what the list says`);
  return { path, checksum, bytes: zip.subarray(begin, begin + sizeBytes) };
}
