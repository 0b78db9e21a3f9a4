// Things that are the same under the same number: what is compared a million times is compared by it.

export class Numbered<Thing extends { readonly number: number }> {
  readonly #things = new Map<string, Thing>();

  /** The thing of this text, made when it is met for the first time. */
  of(text: string, make: (number: number) => Thing): Thing {
    const known = this.#things.get(text);
    if (known) return known;
    const thing = make(this.#things.size);
    this.#things.set(text, thing);
    return thing;
  }

  get size(): number {
    return this.#things.size;
  }
}

/** Bytes as they are, everything else as JSON. */
export function textOf(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    part instanceof Uint8Array ? Buffer.from(part).toString('latin1') : part,
  );
}
