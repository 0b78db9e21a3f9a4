/** Decides about connections that have not proved who they are. Consulted at TCP accept, before TLS costs anything. */
export interface ConnectionGate {
  /** A place for one more connection from `ip`, or undefined: it is dropped. */
  admit(ip: string): ConnectionPlace | undefined;
}

/** Held until the connection is authenticated or closed. */
export interface ConnectionPlace {
  /** Gives the place back; may be called more than once. */
  release(): void;
}
