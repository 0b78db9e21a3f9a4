// Every bound of the local socket, in one place.

export const LOCAL_SOCKET_LIMITS = {
  /** One JSON object with its UTF-8 bytes, without the line break. A longer line closes the session. */
  lineBytes: 1_048_576,
  /** Before the mutual proof nothing longer is read. */
  handshakeLineBytes: 512,
  handshakeMs: 5_000,
  /** How long what is queued may take to leave when a session ends. */
  endMs: 1_000,
  /** Connections of one node at the same time, those that have not proved anything included. */
  sessions: 32,
  /** What may wait for a side that does not read; beyond it the session is closed. */
  bufferedBytes: 8_388_608,
  /** `sun_path` holds 104 bytes on macOS, 108 on Linux, and Node cuts longer paths without a word. */
  pathBytes: 100,
} as const;
