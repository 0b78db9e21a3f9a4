// How long and how much a client of the federation port may take before it has proved who it is. Node's own defaults
// (120 s, 60 s, 300 s) are made for browsers, not for strangers.

export const PATIENCE = {
  tlsHandshakeMs: 10_000,
  /** From the end of the TLS handshake, or from the previous answer, to the last byte of the headers. */
  headersMs: 5_000,
  /** A stretch of a file that is brought here takes so long at most; who may bring none is answered at once. */
  requestMs: 60_000,
  /** How often the two above are looked at. */
  checkIntervalMs: 2_000,
};
export type Patience = typeof PATIENCE;

export const HEADERS_MAX_BYTES = 8 * 1024;
export const HEADERS_MAX_COUNT = 32;

/** A record is at most 1 KiB; other answers are read no further than this. */
export const CLAIM_MAX_BYTES = 8 * 1024;
/** From the first packet to the last byte of the record. */
export const CLAIM_TIMEOUT_MS = 5_000;
