// A lane on a real file, so that an older copy of it can be put back.

import { copyFileSync, existsSync } from 'node:fs';
import type { StoreConnection } from '../../core/ports/store.js';
import type { DatabaseFile } from '../../adapters/sqlite/database.js';
import { openStore } from '../../adapters/sqlite/store-connection.js';
import { databaseDirectory } from '../sqlite-fixture.js';
import { LaneNode } from './lane-node.js';
import { LaneWire } from './lane-wire.js';

/** A person whose home is a real file that can be copied and put back. */
export class Person {
  /** What time it is for everybody. */
  static readonly clock = { now: 1_700_000_000_000 };
  static readonly #homes = new Set<Person>();
  readonly #directory = databaseDirectory();
  node: LaneNode;
  #lives: number;
  #connection: StoreConnection;

  /** @param from whose home and copy of it this one begins with */
  constructor(
    readonly name: string,
    from?: Person,
  ) {
    if (from) this.#copy(from);
    this.#connection = openStore(this.#directory);
    this.#lives = from ? FIRST_LIFE_OF_A_TWIN : 1;
    this.node = new LaneNode(this.#lifeName(), this.#connection, Person.clock);
    Person.#homes.add(this);
  }

  /** Closes and removes the homes of everybody. */
  static closeAll(): void {
    for (const person of Person.#homes) person.close();
  }

  close(): void {
    if (!Person.#homes.delete(this)) return;
    this.#connection.close();
    this.#directory.remove();
  }

  /** To be looked into while nobody writes. */
  get database(): DatabaseFile {
    return this.#directory;
  }

  backUp(): void {
    this.#reopen(() => {
      copyFileSync(this.#directory.path, `${this.#directory.path}${BACKUP}`);
    });
  }

  restore(): void {
    this.#reopen(() => {
      copyFileSync(`${this.#directory.path}${BACKUP}`, this.#directory.path);
    });
  }

  #copy(from: Person): void {
    from.#reopen(() => {
      for (const part of ['', BACKUP]) {
        const source = `${from.#directory.path}${part}`;
        if (existsSync(source)) copyFileSync(source, `${this.#directory.path}${part}`);
      }
    });
  }

  #reopen(between: () => void): void {
    this.#connection.close();
    between();
    this.#connection = openStore(this.#directory);
    this.#lives += 1;
    this.node = new LaneNode(this.#lifeName(), this.#connection, Person.clock);
  }

  /** Another life draws other random numbers. */
  #lifeName(): string {
    return this.#lives === 1 ? this.name : `${this.name} ${String(this.#lives)}`;
  }
}

const BACKUP = '.backup';
const FIRST_LIFE_OF_A_TWIN = 1_000;

/** A link comes up, everything is said, at most so many frames of it, and the link goes. */
export async function meet(alice: Person, bob: Person, mostFrames?: number): Promise<void> {
  const wire = new LaneWire(alice.node, bob.node);
  wire.framesUntilCut = mostFrames;
  wire.connect();
  await wire.settle();
  wire.cut();
  await wire.settle();
}
