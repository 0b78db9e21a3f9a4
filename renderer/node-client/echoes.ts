// What a page wrote comes back to it in a view, in its order, some of it left out: told apart from what others wrote.

export class Echoes {
  readonly #expected = new Map<string, readonly string[]>();

  expect(of: string, text: string): void {
    this.#expected.set(of, [...this.#of(of), text]);
  }

  isExpecting(of: string): boolean {
    return this.#of(of).length > 0;
  }

  /** @returns whether it was expected; what was written before it comes no more */
  take(of: string, text: string): boolean {
    const expected = this.#of(of);
    const at = expected.indexOf(text);
    if (at >= 0) this.#expected.set(of, expected.slice(at + 1));
    return at >= 0;
  }

  forget(of: string): void {
    this.#expected.delete(of);
  }

  #of(of: string): readonly string[] {
    return this.#expected.get(of) ?? [];
  }
}
