// A node among many contacts, as they and its owner see it over several runs of its process.

import type { ContractClient } from '../src/contract/client.js';
import type { Victim } from '../src/testing/hostile/hostile-contact.js';
import { type BenchHome, type BenchNode, residentMiB, startNode } from './bench-node.js';
import { settledMiB } from './memory.js';

const SAMPLE_MS = 250;

export class CircleNode implements Victim {
  #running:
    { readonly node: BenchNode; readonly client: ContractClient; readonly nodeId: string } | undefined;

  constructor(private readonly ownHome: BenchHome) {}

  get address(): string {
    return this.#run.node.listening ?? '';
  }

  get client(): ContractClient {
    return this.#run.client;
  }

  get home(): Victim['home'] {
    return { self: this.#run };
  }

  async start(): Promise<void> {
    const node = await startNode(this.ownHome);
    const client = await node.connect();
    const { nodeId } = await client.call('self', {});
    this.#running = { node, client, nodeId };
  }

  async stop(): Promise<void> {
    const { node, client } = this.#run;
    this.#running = undefined;
    client.close();
    await node.stop();
  }

  async restart(): Promise<void> {
    await this.stop();
    await this.start();
  }

  settledMiB(): Promise<number> {
    return settledMiB(this.#run.node);
  }

  /** The returned function tells the most it had in the meantime, in MiB. */
  watchMemory(): () => number {
    let most = residentMiB(this.#run.node);
    const look = setInterval(() => {
      most = Math.max(most, residentMiB(this.#run.node));
    }, SAMPLE_MS);
    return () => {
      clearInterval(look);
      return most;
    };
  }

  get #run() {
    if (!this.#running) throw new Error('the node does not run');
    return this.#running;
  }
}
