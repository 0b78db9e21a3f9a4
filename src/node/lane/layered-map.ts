// A map whose changes are kept only when the item, and then the commit, that made them succeeds.

const DELETED = Symbol('deleted');

export class LayeredMap<Key, Value extends object> {
  readonly #committed = new Map<Key, Value>();
  #batch = new Map<Key, Value | typeof DELETED>();
  #item = new Map<Key, Value | typeof DELETED>();

  get(key: Key): Value | undefined {
    const value = this.#item.get(key) ?? this.#batch.get(key) ?? this.#committed.get(key);
    return value === DELETED ? undefined : value;
  }

  set(key: Key, value: Value): void {
    this.#item.set(key, value);
  }

  delete(key: Key): void {
    this.#item.set(key, DELETED);
  }

  keepItem(): void {
    for (const [key, value] of this.#item) this.#batch.set(key, value);
    this.dropItem();
  }

  dropItem(): void {
    if (this.#item.size > 0) this.#item = new Map();
  }

  keepBatch(): void {
    for (const [key, value] of this.#batch) {
      if (value === DELETED) this.#committed.delete(key);
      else this.#committed.set(key, value);
    }
    this.dropBatch();
  }

  dropBatch(): void {
    this.dropItem();
    if (this.#batch.size > 0) this.#batch = new Map();
  }
}
