import type { FromFace, ToFace } from './messages.js';

/** One end of a contract session: an ordered, reliable stream of values. Implemented per technology. */
export interface ContractTransport<Send, Receive> {
  /** Queues a value; never throws. Values sent after `close` are dropped. */
  send(message: Send): void;
  /** Called once, before anything arrives. Values are unvalidated. */
  onMessage(listener: (message: Receive) => void): void;
  /** Called once when either side closed or the transport broke. */
  onClose(listener: () => void): void;
  close(): void;
}

/** The node's end: what arrives is unknown until validated. */
export type NodeTransport = ContractTransport<ToFace, unknown>;
/** The face's end. */
export type FaceTransport = ContractTransport<FromFace, ToFace>;
