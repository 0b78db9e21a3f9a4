const ID_BYTES = 16;

/** An id for something a command creates: 16 random bytes, lowercase hexadecimal. */
export function newId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(ID_BYTES)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('');
}
