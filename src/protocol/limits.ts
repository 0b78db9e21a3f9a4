// Every bound of the wire, in one place. Sizes in bytes unless the name says otherwise.

export const LIMITS = {
  /** A Noise message is at most this long (specification section 3); also the WebSocket `maxPayload`. */
  noiseMessageBytes: 65_535,
  /** A Noise message without its 16-byte tag. */
  framePlaintextBytes: 65_519,
  /** Handshake message 1: 32-byte key and Hello. */
  helloMessageBytes: 256,
  /** Handshake messages 2 and 3: keys, tags and Credentials with a record. */
  credentialsMessageBytes: 2_048,
  /** Messages, and their bytes together, that may arrive while the initiator's signature is still being checked. */
  earlyMessages: 16,
  earlyBytes: 65_536,
  /** How deep messages and groups may nest. */
  nestingDepth: 8,
  signatureBytes: 64,
  hashBytes: 32,
  /** Encoded `Signed` public record. */
  recordBytes: 1_024,
  recordAddresses: 8,
  hostBytes: 253,
  /** Encoded `Signed` contact request. */
  requestBytes: 6_144,
  nameCodePoints: 64,
  noteCodePoints: 500,
  preKeyBytes: 33,
  kyberPreKeyBytes: 1_569,
  envelopeCiphertextBytes: 57_344,
  /** An unpadded payload of any kind but `recovered`, so that it fits into a `recovered` one. */
  payloadBytes: 48_640,
  recoveredPayloadBytes: 49_152,
  payloadHeads: 8,
  textBytes: 32_768,
  receiptIds: 256,
  fileNameBytes: 255,
  mediaTypeBytes: 127,
  fileHeaderBytes: 84,
  fileKeyBytes: 32,
  ticketBytes: 32,
  /** Of the file itself in one encrypted chunk; the last one holds the rest. */
  fileChunkBytes: 262_144,
  /** 2^32 chunks: an index has four bytes in the nonce. */
  fileBytes: 1_125_899_906_842_624,
  /** Chunks that are asked for or brought together: 8 MiB. */
  stretchChunks: 32,
  /** Of an encrypted chunk in one frame. */
  sliceBytes: 61_440,
} as const;
