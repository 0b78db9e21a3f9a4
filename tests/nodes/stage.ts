// The people of one test, each with a home and a node, and everything cleared away afterwards.

import { homeOf } from '../../src/testing/node/founded-people.js';
import { HomeYard, type TestHome } from '../../src/testing/node/homes.js';
import { LocalNode, type LocalNodeOptions } from '../../src/testing/node/local-node.js';
import { NodeProcess } from '../../src/testing/node/node-process.js';

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
    const homes: TestHome[] = [];
    for (const name of names) homes.push(await this.home(name));
    const nodes = await Promise.all(homes.map((home) => this.local(home)));
    // One node for each name, in their order.
    return nodes as { [Index in keyof Names]: LocalNode };
  }

  home(name: string): Promise<TestHome> {
    return homeOf(name, this.yard);
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
