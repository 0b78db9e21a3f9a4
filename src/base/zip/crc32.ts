// The checksum of zip archives, as a running value.

const TABLE = Uint32Array.from({ length: 256 }, (_, index) => {
  let value = index;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value;
});

/** Of what came before and these bytes; 0 stands for nothing before. */
export function crc32(before: number, bytes: Uint8Array): number {
  let value = ~before;
  // Indexed: an iterator over every byte of a file costs several times as much.
  for (let index = 0; index < bytes.length; index++)
    value = (value >>> 8) ^ (TABLE[(value ^ (bytes[index] ?? 0)) & 255] ?? 0);
  return ~value >>> 0;
}
