// The session main itself has with the node, for what the window must not decide. Opened when it is needed.

import { MessageChannelMain, type MessagePortMain } from 'electron';
import { AppError } from '../../base/app-error.js';
import { ContractClient } from '../../contract/client.js';
import type { FromFace, ToFace } from '../../contract/messages.js';
import { portTransport } from '../../contract/port-transport.js';
import type { NodeHost } from '../node-host/node-host.js';
import { electronPipe } from '../relay/electron-pipe.js';

export class AppSession {
  #client: ContractClient | undefined;

  constructor(private readonly host: Pick<NodeHost<MessagePortMain>, 'connect'>) {}

  /** Throws AppError NODE_NOT_RUNNING. */
  get client(): ContractClient {
    if (this.#client) return this.#client;
    const { port1, port2 } = new MessageChannelMain();
    if (!this.host.connect(port1)) throw new AppError('NODE_NOT_RUNNING');
    const client = new ContractClient(portTransport<FromFace, ToFace>(electronPipe(port2)));
    client.onClose(() => {
      if (this.#client === client) this.#client = undefined;
    });
    this.#client = client;
    return client;
  }

  /** The node's process ended; ports do not tell everywhere. */
  lost(): void {
    this.#client?.close();
  }
}
