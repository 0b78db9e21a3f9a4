// Every parser that sees bytes from outside, each with what must hold whatever it is given: it answers and does not throw,
// and what it took in means the same when it is written and read again.

import { readConfigText } from '../../src/adapters/config/config-file.js';
import { parseLine } from '../../src/adapters/local-socket/value-channel.js';
import { readMessage } from '../../src/adapters/signal/message-position.js';
import { type Bytes, concatBytes } from '../../src/base/bytes.js';
import { formatHostPort, parseHostPort } from '../../src/base/host-port.js';
import { formatNodeId, parseNodeId } from '../../src/base/ids.js';
import { isInsideIp } from '../../src/base/inside-ip.js';
import { mediaTypeOf } from '../../src/base/media/media-type.js';
import { stripMetadata } from '../../src/base/media/strip-metadata.js';
import type { Stripping } from '../../src/base/media/stripping.js';
import { safeLine, safeText } from '../../src/cli/terminal.js';
import { commands } from '../../src/contract/commands.js';
import { fromFace } from '../../src/contract/messages.js';
import { views } from '../../src/contract/views.js';
import { checkName, checkNote, checkText, searchRules } from '../../src/core/conversation/index.js';
import { formatAddLink, normaliseAddress, parseAddTarget } from '../../src/core/trust/index.js';
import { decodeAddressedBundle, encodeAddressedBundle } from '../../src/protocol/bundle-codec.js';
import { decodeFrame, encodeFrame } from '../../src/protocol/frame-codec.js';
import {
  decodeCredentials,
  decodeHello,
  encodeCredentials,
  encodeHello,
} from '../../src/protocol/handshake-codec.js';
import { pad, unpad } from '../../src/protocol/padding.js';
import { decodePayload, encodePayload } from '../../src/protocol/payload-codec.js';
import { decodeRecord, encodeRecord } from '../../src/protocol/record-codec.js';
import { decodeContactRequest, encodeContactRequest } from '../../src/protocol/request-codec.js';
import { decodeSigned, encodeSigned } from '../../src/protocol/signed-codec.js';
import { FILE_TARGETS } from './file-targets.js';
import { noise } from './noise-target.js';
import { holds, meansTheSame, same, type Target, textOf } from './promises.js';
import { TEXT_TARGETS } from './text-targets.js';

/** Not a real one: signatures are verified elsewhere. */
const SIGNATURE = new Uint8Array(64);

const signedOver = (body: Bytes) => ({ body, signature: SIGNATURE });

export const TARGETS: Readonly<Record<string, Target>> = {
  ...FILE_TARGETS,
  ...TEXT_TARGETS,
  noise,
  frame: (input) => {
    meansTheSame(input, decodeFrame, encodeFrame);
  },
  hello: (input) => {
    meansTheSame(input, decodeHello, encodeHello);
  },
  credentials: (input) => {
    meansTheSame(input, decodeCredentials, encodeCredentials);
  },
  signed: (input) => {
    meansTheSame(input, decodeSigned, encodeSigned);
  },
  record: (input) => {
    meansTheSame(input, (body) => decodeRecord(signedOver(body)), encodeRecord);
  },
  request: (input) => {
    meansTheSame(input, (body) => decodeContactRequest(signedOver(body)), encodeContactRequest);
  },
  bundle: (input) => {
    meansTheSame(input, decodeAddressedBundle, encodeAddressedBundle);
  },
  payload: (input) => {
    const decoded = decodePayload(input);
    // What a newer version wrote is kept as it came, not written anew.
    if (!decoded.ok || decoded.value.needsNewer) return;
    const again = decodePayload(encodePayload(decoded.value.payload));
    same(decoded.value, again.ok && again.value);
  },
  padding: (input) => {
    const payload = unpad(input);
    if (payload) same(unpad(pad(payload)), payload);
    same(unpad(pad(input)), input);
  },
  ciphertext: (input) => {
    for (const type of ['whisper', 'preKey'] as const) {
      const read = readMessage({ type, ciphertext: input });
      if (read) holds(read.position.counter >= 0 && read.position.chain.length === 32);
    }
  },
  link: (input) => {
    const text = textOf(input);
    if (text === undefined) return;
    const target = parseAddTarget(text);
    if (target.ok && target.value.nodeId !== null) {
      const link = formatAddLink(target.value.nodeId, target.value.address ?? undefined);
      const again = parseAddTarget(link);
      same(target.value, again.ok && again.value);
    }
    const address = normaliseAddress(text);
    if (address !== undefined) same(normaliseAddress(address), address);
  },
  address: (input) => {
    const text = textOf(input);
    if (text === undefined) return;
    const place = parseHostPort(text);
    if (place) same(parseHostPort(formatHostPort(place)), place);
    // A name for a machine is never taken for an address of the internet.
    holds(isInsideIp(text) || URL.canParse(`https://${text.includes(':') ? `[${text}]` : text}/`));
    const nodeId = parseNodeId(text);
    if (nodeId !== undefined) same(parseNodeId(formatNodeId(nodeId)), nodeId);
  },
  words: (input) => {
    const text = textOf(input);
    if (text === undefined) return;
    for (const check of [checkName, checkNote, checkText]) check(text);
    holds(!/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/u.test(safeText(text)));
    same(safeLine(safeLine(text)), safeLine(text));
  },
  search: (input) => {
    const text = textOf(input);
    if (text === undefined) return;
    const [asked = '', said = ''] = text.split('\n');
    const query = searchRules.parse(asked, wordsOf);
    searchRules.matches(query, wordsOf(said));
  },
  config: (input) => {
    const text = textOf(input);
    if (text === undefined) return;
    const { errors } = readConfigText(text, 'config.conf');
    for (const { code, params } of errors) holds(code === 'CONFIG_INVALID' && Number(params['line']) > 0);
  },
  media: (input) => {
    mediaTypeOf(input);
  },
  photo: (input) => {
    const once = withoutMetadata(input);
    if (once) holds(withoutMetadata(once) === undefined && metadataLeft(once) === 'nothing');
  },
  contract: (input) => {
    const line = parseLine(input);
    if (!line) return;
    fromFace.safeParse(line.value);
    for (const { params } of Object.values(commands)) params.safeParse(line.value);
    for (const { params } of Object.values(views)) params.safeParse(line.value);
  },
};

function strippingOf(file: Bytes): Stripping {
  return stripMetadata((offset, length) => file.subarray(offset, offset + length), file.length);
}

function metadataLeft(file: Bytes): Stripping['outcome'] {
  return strippingOf(file).outcome;
}

/** Undefined: nothing was taken off. */
function withoutMetadata(file: Bytes): Bytes | undefined {
  const stripping = strippingOf(file);
  if (stripping.outcome !== 'stripped') return undefined;
  const parts = stripping.spans.map((span) =>
    'bytes' in span ? span.bytes : file.subarray(span.from, span.from + span.length),
  );
  return concatBytes(...parts);
}

/** Near enough to the store's own, which is native. */
function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}
