// A lane on a real file, so that an older copy of it can be put back.

import { copyFileSync } from 'node:fs';
import { openStore } from '../../adapters/sqlite/store-connection.js';
import { databaseDirectory } from '../sqlite-fixture.js';
import { LaneNode } from './lane-node.js';
import { LaneWire } from './lane-wire.js';

/** A person whose home is a real file that can be copied and put back. */
export class Person {
  /** What time it is for everybody. */
  static readonly clock = { now: 1_700_000_000_000 };
  static readonly #homes: (() => void)[] = [];
  readonly #directory = databaseDirectory();
  node: LaneNode;
  #lives = 1;
  #connection = openStore(this.#directory);

  constructor(readonly name: string) {
    this.node = new LaneNode(name, this.#connection, Person.clock);
    Person.#homes.push(() => {
      this.#connection.close();
      this.#directory.remove();
    });
  }

  /** Closes and removes the homes of everybody. */
  static closeAll(): void {
    for (const close of Person.#homes.splice(0)) close();
  }

  backUp(): void {
    this.#reopen(() => {
      copyFileSync(this.#directory.path, `${this.#directory.path}.backup`);
    });
  }

  restore(): void {
    this.#reopen(() => {
      copyFileSync(`${this.#directory.path}.backup`, this.#directory.path);
    });
  }

  #reopen(between: () => void): void {
    this.#connection.close();
    between();
    this.#connection = openStore(this.#directory);
    // Another life draws other random numbers.
    this.#lives += 1;
    this.node = new LaneNode(`${this.name} ${String(this.#lives)}`, this.#connection, Person.clock);
  }
}

/** A link comes up, everything is said, at most so many frames of it, and the link goes. */
export async function meet(alice: Person, bob: Person, mostFrames?: number): Promise<void> {
  const wire = new LaneWire(alice.node, bob.node);
  wire.framesUntilCut = mostFrames;
  wire.connect();
  await wire.settle();
  wire.cut();
  await wire.settle();
}
