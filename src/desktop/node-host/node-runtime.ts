// What the host needs of a process that runs the node, whichever way it was started.

import type { MessagePipe } from '../../contract/port-transport.js';
import type { ErrorValue } from '../../contract/values.js';
import type { HandedFile, NodeStart } from '../node-process/node-messages.js';

/** Starts processes of the node. `Port` is the port a face's session comes with. */
export interface NodeRuntime<Port> {
  start(start: NodeStart, listener: NodeProcessListener): NodeProcess<Port>;
}

export interface NodeProcess<Port> {
  /** Hands the node this end of a session. */
  connect(port: Port): void;
  /** Whether the node took it. */
  handOver(file: HandedFile): Promise<boolean>;
  /** In order. */
  stop(): void;
  kill(): void;
}

/** At most one of ready and refused; exited once, last. */
export interface NodeProcessListener {
  readonly ready: (isAttached: boolean) => void;
  readonly refused: (error: ErrorValue) => void;
  /** Null: by a signal. */
  readonly exited: (code: number | null) => void;
}

/** How a runtime that relays sees a port. */
export type ToPipe<Port> = (port: Port) => MessagePipe;
