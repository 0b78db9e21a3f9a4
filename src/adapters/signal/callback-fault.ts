// libsignal reports a failure of our own store as text; the original error is kept here and thrown instead.

export class CallbackFault {
  #first: { readonly error: unknown } | undefined;

  /** Runs a store access inside a libsignal callback. */
  async guard<T>(access: () => T): Promise<T> {
    try {
      return await Promise.resolve(access());
    } catch (error) {
      this.#first ??= { error };
      throw error;
    }
  }

  /** After libsignal failed: throws what our store threw, if it was our store. */
  rethrow(): void {
    if (this.#first) throw this.#first.error;
  }
}
