// How long what each parser is given may be at most: what is longer is refused before it, by whoever reads it in.

import { HEADERS_MAX_BYTES } from '../../src/adapters/http/limits.js';
import { LOCAL_SOCKET_LIMITS } from '../../src/adapters/local-socket/limits.js';
import { LIMITS } from '../../src/protocol/limits.js';

/** A head is added to until it is too long: one byte short of it, and then a whole one more. */
const HEAD_BYTES = 2 * HEADERS_MAX_BYTES - 1;
/** Of what only the owner of this machine can make longer: arguments, addresses, settings. */
const OWN_BYTES = 8_192;
/** Of files that are read in pieces or only at their beginning: longer than any piece. */
const FILE_BYTES = 65_536;

export const LONGEST_BYTES: Readonly<Record<string, number>> = {
  frame: LIMITS.framePlaintextBytes,
  noise: LIMITS.noiseMessageBytes,
  hello: LIMITS.helloMessageBytes,
  credentials: LIMITS.credentialsMessageBytes,
  signed: LIMITS.framePlaintextBytes,
  record: LIMITS.framePlaintextBytes,
  request: LIMITS.framePlaintextBytes,
  bundle: LIMITS.framePlaintextBytes,
  preKeyBundle: LIMITS.framePlaintextBytes,
  payload: LIMITS.envelopeCiphertextBytes,
  padding: LIMITS.envelopeCiphertextBytes,
  ciphertext: LIMITS.envelopeCiphertextBytes,
  fileHeader: LIMITS.framePlaintextBytes,
  words: LIMITS.textBytes,
  search: 2 * LIMITS.textBytes,
  markdown: LIMITS.textBytes,
  linkedText: LIMITS.textBytes,
  wordPlaces: 2 * LIMITS.textBytes,
  displayName: LIMITS.textBytes,
  fileName: LIMITS.fileNameBytes,
  contract: LOCAL_SOCKET_LIMITS.lineBytes,
  window: LOCAL_SOCKET_LIMITS.lineBytes,
  answer: HEAD_BYTES,
  fileRequest: HEAD_BYTES,
  mediaRange: HEAD_BYTES,
  link: FILE_BYTES,
  address: FILE_BYTES,
  config: FILE_BYTES,
  vault: FILE_BYTES,
  media: FILE_BYTES,
  photo: FILE_BYTES,
  points: FILE_BYTES,
  start: OWN_BYTES,
  appAddress: OWN_BYTES,
  position: OWN_BYTES,
  settings: OWN_BYTES,
  code: OWN_BYTES,
};
