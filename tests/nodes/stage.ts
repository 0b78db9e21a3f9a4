// The people of one test, each with a home and a node, and everything cleared away afterwards.

import { afterAll } from 'vitest';
import { HomeYard, type TestHome } from '../../src/testing/node/homes.js';
import { LocalNode, type LocalNodeOptions } from '../../src/testing/node/local-node.js';
import { NodeProcess } from '../../src/testing/node/node-process.js';

/** Founding takes a second; every test of a file gets copies of the same people. */
const originals = await HomeYard.open();
const founded = new Map<string, TestHome>();
afterAll(() => originals.clear());

export class Stage {
  readonly #ends: (() => Promise<void>)[] = [];

  private constructor(readonly yard: HomeYard) {}

  static async open(): Promise<Stage> {
    return new Stage(await HomeYard.open());
  }

  /** New people with nodes in this process. */
  async people<Names extends readonly string[]>(
    ...names: Names
  ): Promise<{ [Index in keyof Names]: LocalNode }> {
    const nodes: LocalNode[] = [];
    for (const name of names) nodes.push(await this.local(await this.home(name)));
    // One node for each name, in their order.
    return nodes as { [Index in keyof Names]: LocalNode };
  }

  async home(name: string): Promise<TestHome> {
    const original = founded.get(name) ?? (await originals.found(name));
    founded.set(name, original);
    return this.yard.copyOf(original);
  }

  async local(home: TestHome, options?: LocalNodeOptions): Promise<LocalNode> {
    const node = await LocalNode.start(home, options);
    this.atEnd(() => node.stop());
    return node;
  }

  async process(home: TestHome): Promise<NodeProcess> {
    const node = await NodeProcess.start(home);
    this.atEnd(() => node.kill());
    return node;
  }

  atEnd(end: () => Promise<void>): void {
    this.#ends.push(end);
  }

  async clear(): Promise<void> {
    for (const end of this.#ends.reverse()) await end();
    await this.yard.clear();
  }
}
