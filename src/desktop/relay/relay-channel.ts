// Sessions between a window and a node whose process a message port cannot be sent to: main keeps the port and passes on what
// comes, unread and numbered.

/** One value of one session, in either direction. GOODBYE ends the session. */
export interface RelayedMessage {
  readonly session: number;
  readonly message: unknown;
}

/** The one connection between main and the node's process; ordered and reliable while both live. */
export interface RelayChannel {
  post(relayed: RelayedMessage): void;
}
