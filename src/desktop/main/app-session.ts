// The session main itself has with the node, for what the window must not decide. Opened when there is a node, or later when it is needed.

import { MessageChannelMain, type MessagePortMain } from 'electron';
import { AppError } from '../../base/app-error.js';
import { ContractClient, type StateListener } from '../../contract/client.js';
import type { FromFace, ToFace } from '../../contract/messages.js';
import { portTransport } from '../../contract/port-transport.js';
import type { NodeState } from '../../contract/values.js';
import type { NodeHost } from '../node-host/node-host.js';
import { electronPipe } from '../relay/electron-pipe.js';
import type { LockedNode } from './kept-passphrase.js';

export class AppSession implements LockedNode {
  #client: ContractClient | undefined;

  /** @param onState told what the node's state is, and each time it changes and why, as long as there is a session */
  constructor(
    private readonly host: Pick<NodeHost<MessagePortMain>, 'connect'>,
    private readonly onState: StateListener,
  ) {}

  /** Throws AppError NODE_NOT_RUNNING. */
  get client(): ContractClient {
    if (this.#client) return this.#client;
    const { port1, port2 } = new MessageChannelMain();
    if (!this.host.connect(port1)) throw new AppError('NODE_NOT_RUNNING');
    const client = new ContractClient(portTransport<FromFace, ToFace>(electronPipe(port2)));
    client.onState(this.onState);
    client.onClose(() => {
      if (this.#client === client) this.#client = undefined;
    });
    this.#client = client;
    return client;
  }

  /** Has a session from now on, to be told of the node's state. Throws AppError NODE_NOT_RUNNING. */
  follow(): void {
    void this.client.hello.catch(() => undefined);
  }

  /** As the node tells it now. */
  async state(): Promise<NodeState> {
    return (await this.client.hello).state;
  }

  /** Throws the AppError the node answered. */
  async unlock(password: string): Promise<void> {
    await this.client.call('unlock', { password });
  }

  /** The full lock, for every face; what faces have not saved yet is saved first. Throws the AppError the node answered. */
  async lock(): Promise<void> {
    await this.client.call('lock', {});
  }

  /** The node's process ended; ports do not tell everywhere. */
  lost(): void {
    this.#client?.close();
  }
}
