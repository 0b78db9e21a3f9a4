// People whose nodes and commands are the programs as they are shipped, each in a process of its own.

import { join } from 'node:path';
import { firstState } from '../../src/cli/session.js';
import { ContractClient } from '../../src/contract/client.js';
import { connectToNode } from '../../src/node/connect.js';
import { HomeYard, TEST_ENV } from '../../src/testing/node/homes.js';
import { CommandProcess, type Ended } from './command-process.js';

export interface ShippedNode {
  readonly command: CommandProcess;
  /** `host:port`; empty where the program does not say it. */
  readonly address: string;
}

export class ShippedHomes {
  readonly host: string;
  readonly #running: CommandProcess[] = [];

  private constructor(
    private readonly yard: HomeYard,
    private readonly runtime: string,
  ) {
    this.host = yard.nextHost();
  }

  /** @param runtime the Node.js that runs everything; absent: the one that runs this */
  static async open(runtime = process.execPath): Promise<ShippedHomes> {
    return new ShippedHomes(await HomeYard.open(), runtime);
  }

  homeOf(name: string): string {
    return join(this.yard.dir, name);
  }

  /** A command on the home of that name, to its end. */
  kith(name: string, ...args: readonly string[]): Promise<Ended> {
    return this.#begin([...args, '--home', this.homeOf(name)]).ended();
  }

  /** Once it listens. @param script instead of `kith node`, as it runs without a terminal */
  async node(name: string, script?: string): Promise<ShippedNode> {
    const entry = script === undefined ? ['node'] : ['--terminal'];
    const places = ['--home', this.homeOf(name), '--host', this.host, '--port', '0'];
    const command = this.#begin([...entry, ...places], script);
    if (script === undefined) return { command, address: await command.said(/Listening on (\S+)/u) };
    await command.said(/kith:\/\/add/u);
    return { command, address: '' };
  }

  /** A session with the node that runs on the home of that name. */
  async face(name: string): Promise<ContractClient> {
    return new ContractClient(await connectToNode(this.homeOf(name)));
  }

  /** One adds the other, whose node listens at that address and whose owner agrees; how the two commands ended. */
  async befriend(name: string, other: string, address: string): Promise<readonly Ended[]> {
    const added = await this.kith(name, 'add', address, '--name', other, '--yes');
    const face = await this.face(other);
    await firstState(face, 'requests', {}, { isWanted: ({ rows }) => rows.length > 0 });
    face.close();
    return [added, await this.kith(other, 'approve', name, '--yes')];
  }

  /** Ends whatever still runs. */
  async kill(): Promise<void> {
    for (const command of this.#running.splice(0)) await command.kill();
  }

  async clear(): Promise<void> {
    await this.kill();
    await this.yard.clear();
  }

  #begin(args: readonly string[], script?: string): CommandProcess {
    const env = { ...TEST_ENV, KITH_PASSWORD_FILE: this.yard.passwordFile };
    const command = new CommandProcess(args, env, { script, runtime: this.runtime });
    this.#running.push(command);
    return command;
  }
}
