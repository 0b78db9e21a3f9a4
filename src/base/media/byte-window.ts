// A file looked at through one window of it: parsers walk through files of any size without holding them.

export const WINDOW_BYTES = 65_536;

/** Bytes of a file, as many as there are from `offset` on, at most `length`. */
export type ReadAt = (offset: number, length: number) => Uint8Array;

export class ByteWindow {
  #from = 0;
  #bytes = new Uint8Array(0);

  constructor(
    private readonly read: ReadAt,
    readonly sizeBytes: number,
  ) {}

  /** At most 65,536 bytes, valid until the next call; undefined where the file ends before. */
  take(at: number, length: number): Uint8Array | undefined {
    if (at + length > this.sizeBytes || length > WINDOW_BYTES) return undefined;
    if (at < this.#from || at + length > this.#from + this.#bytes.length) {
      this.#bytes = new Uint8Array(this.read(at, Math.min(WINDOW_BYTES, this.sizeBytes - at)));
      this.#from = at;
      if (this.#bytes.length < length) return undefined;
    }
    return this.#bytes.subarray(at - this.#from, at - this.#from + length);
  }

  byte(at: number): number | undefined {
    return this.take(at, 1)?.[0];
  }

  uint16(at: number): number | undefined {
    return this.#number(at, 2, 'big');
  }

  uint32(at: number, order: 'big' | 'little'): number | undefined {
    return this.#number(at, 4, order);
  }

  /** Latin text; empty where the file ends before. */
  text(at: number, length: number): string {
    return String.fromCharCode(...(this.take(at, length) ?? []));
  }

  /** Where a byte stands next; undefined: nowhere. */
  find(byte: number, from: number): number | undefined {
    for (let at = from; at < this.sizeBytes;) {
      const part = this.take(at, Math.min(WINDOW_BYTES, this.#left(at)));
      if (!part || part.length === 0) return undefined;
      const found = part.indexOf(byte);
      if (found >= 0) return at + found;
      at += part.length;
    }
    return undefined;
  }

  /** What stands in the window already, else a whole new one. */
  #left(at: number): number {
    const inWindow = this.#from + this.#bytes.length - at;
    return at >= this.#from && inWindow > 0 ? inWindow : Math.min(WINDOW_BYTES, this.sizeBytes - at);
  }

  #number(at: number, length: number, order: 'big' | 'little'): number | undefined {
    const bytes = this.take(at, length);
    if (!bytes) return undefined;
    const view = new DataView(bytes.buffer, bytes.byteOffset, length);
    return length === 2 ? view.getUint16(0, order === 'little') : view.getUint32(0, order === 'little');
  }
}
