// Files that were handed to the node's process, until it says whether it took them.

export class HandOvers {
  readonly #waiting = new Map<string, (isTaken: boolean) => void>();
  #hasEnded = false;

  wait(id: string): Promise<boolean> {
    if (this.#hasEnded) return Promise.resolve(false);
    return new Promise((resolve) => {
      this.#waiting.set(id, resolve);
    });
  }

  answered({ id, isTaken }: { readonly id: string; readonly isTaken: boolean }): void {
    this.#waiting.get(id)?.(isTaken);
    this.#waiting.delete(id);
  }

  /** The process is gone: what it did not answer it did not take. */
  end(): void {
    this.#hasEnded = true;
    for (const resolve of this.#waiting.values()) resolve(false);
    this.#waiting.clear();
  }
}
