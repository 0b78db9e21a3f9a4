import type { Bytes } from '../../base/bytes.js';

/** Why a socket ended. protocol: the peer sent what no node sends, such as text or a message that is too large. */
export type SocketEnd = 'closed' | 'protocol' | 'network';

export interface FrameSocketListener {
  /** One binary message, at most 65,535 bytes; the callee owns the memory. */
  message(bytes: Bytes): void;
  /** A WebSocket ping or pong of the peer; no node sends them, a proxy may. Already answered. */
  control(): void;
  /** Bytes given to `send` have left this process; `bufferedBytes` is smaller now. */
  drain(): void;
  /** Nothing follows. `code` is the peer's (RFC 6455 section 7.4), 1005 or 1006 when it gave none. */
  closed(end: SocketEnd, code: number): void;
}

/** One WebSocket that carries binary messages only. Nothing is read before the first `attach`. */
export interface FrameSocket {
  /** The address the connection comes from or goes to; IPv4 in dotted form. */
  readonly remoteIp: string;
  /** SHA-256 of the TLS public key the other side showed; undefined for accepted sockets. */
  readonly observedTlsKeyHash: Bytes | undefined;
  /** Bytes given to `send` that the operating system has not taken yet. */
  readonly bufferedBytes: number;
  /** From now on `listener` is told, and nobody else. Tells it at once when the socket has ended. */
  attach(listener: FrameSocketListener): void;
  send(bytes: Uint8Array): void;
  /** Stops reading from the network; messages already read may still arrive. */
  pause(): void;
  resume(): void;
  /** Ends after everything sent has left, and in any case soon. `code` as in RFC 6455 section 7.4. */
  close(code?: number): void;
  /** Ends at once. */
  terminate(): void;
}
