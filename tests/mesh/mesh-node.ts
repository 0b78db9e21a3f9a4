// One node of the mesh: killed and started again while others write to it, and every command repeated until it is answered.

import { basename } from 'node:path';
import { AppError } from '../../src/base/app-error.js';
import type { ContractClient } from '../../src/contract/client.js';
import type { CommandName, CommandParams, CommandResult } from '../../src/contract/commands.js';
import type { TestHome } from '../../src/testing/node/homes.js';
import { NodeProcess } from '../../src/testing/node/node-process.js';
import type { HistoryLog } from './history-log.js';

export class MeshNode {
  /** Settled while the node runs; pending from a kill to the end of the start after it. */
  #running: Promise<void> = Promise.resolve();
  readonly #clientListeners: ((client: ContractClient) => void)[] = [];

  private constructor(
    private readonly process: NodeProcess,
    private readonly log: HistoryLog,
  ) {}

  static async start(home: TestHome, log: HistoryLog): Promise<MeshNode> {
    const node = new MeshNode(await NodeProcess.start(home), log);
    node.#tell('started');
    return node;
  }

  /** In the log: the name of its home's directory. */
  get name(): string {
    return basename(this.home.dir);
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

  async start(): Promise<void> {
    await this.process.start();
    this.#tell('started');
    for (const listener of this.#clientListeners) listener(this.client);
  }

  async stop(): Promise<void> {
    await this.process.stop();
    this.#tell('stopped');
  }

  /** Without a word, for good. */
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
      this.#tell('killed');
      await this.start();
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

  #tell(what: 'started' | 'killed' | 'stopped'): void {
    this.log.write(this.name, { kind: 'info', what });
  }
}
