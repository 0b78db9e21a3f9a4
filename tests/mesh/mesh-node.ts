// One node of the mesh: killed and started again while others write to it, and every command repeated until it is answered.

import { AppError } from '../../src/base/app-error.js';
import type { ContractClient } from '../../src/contract/client.js';
import type { CommandName, CommandParams, CommandResult } from '../../src/contract/commands.js';
import type { TestHome } from '../../src/testing/node/homes.js';
import { NodeProcess } from '../../src/testing/node/node-process.js';

export class MeshNode {
  /** Settled while the node runs; pending from a kill to the end of the start after it. */
  #running: Promise<void> = Promise.resolve();
  readonly #clientListeners: ((client: ContractClient) => void)[] = [];

  private constructor(
    private readonly process: NodeProcess,
    readonly number: number,
  ) {}

  static async start(home: TestHome, number: number): Promise<MeshNode> {
    return new MeshNode(await NodeProcess.start(home), number);
  }

  get home(): TestHome {
    return this.process.home;
  }

  get address(): string {
    return this.process.address;
  }

  get client(): ContractClient {
    return this.process.client;
  }

  start(): Promise<void> {
    return this.process.start();
  }

  stop(): Promise<void> {
    return this.process.stop();
  }

  kill(): Promise<void> {
    return this.process.kill();
  }

  /** Runs now and with the client of every later start. */
  onClient(listener: (client: ContractClient) => void): void {
    this.#clientListeners.push(listener);
    listener(this.client);
  }

  /** Kills it in the middle of whatever it does, once it has come back from an earlier kill. */
  killAndRestart(): Promise<void> {
    this.#running = this.#running.then(async () => {
      await this.process.kill();
      await this.process.start();
      for (const listener of this.#clientListeners) listener(this.client);
    });
    // Whoever waits for the node learns why it did not come back.
    this.#running.catch(() => undefined);
    return this.#running;
  }

  /** Does it, and again in the next life when the node was killed meanwhile. */
  async persist<Done>(work: (client: ContractClient) => Promise<Done>): Promise<Done> {
    for (;;) {
      const running = this.#running;
      await running;
      try {
        return await work(this.client);
      } catch (error) {
        if (this.#running === running || !AppError.is(error, 'NODE_NOT_RUNNING')) throw error;
      }
    }
  }

  /** Undefined when the node was killed before it answered: the command may have been carried out or not. */
  async tryCall<Name extends CommandName>(
    name: Name,
    params: CommandParams<Name>,
  ): Promise<CommandResult<Name> | undefined> {
    const running = this.#running;
    await running;
    try {
      return await this.client.call(name, params);
    } catch (error) {
      const wasKilled = this.#running !== running;
      if (!wasKilled || !AppError.is(error, 'NODE_NOT_RUNNING')) throw error;
      return undefined;
    }
  }
}
