// Signs what this node says of itself on every link: its key for this run, and where it can be reached.

import type { Bytes } from '../../base/bytes.js';
import { AppError } from '../../base/app-error.js';
import { encodeCredentials, linkKeyBody } from '../../protocol/handshake-codec.js';
import { encodeRecord, type RecordAddress } from '../../protocol/record-codec.js';
import { encodeSigned } from '../../protocol/signed-codec.js';
import { PROTOCOL_VERSIONS } from '../../protocol/version.js';
import type { ItemContext } from './item-context.js';
import type { CredentialBytes } from './lane-messages.js';

export function signCredentials(
  context: ItemContext,
  about: { readonly staticKey: Bytes; readonly addresses: readonly RecordAddress[] },
): CredentialBytes {
  const { identity } = context.store;
  const own = identity.get();
  if (!own) throw new AppError('IDENTITY_MISSING');
  const incarnation = identity.incarnation();
  const sequence = Math.max(own.recordSequence + 1, context.now());
  identity.put({ ...own, recordSequence: sequence });
  const body = encodeRecord({
    nodeId: context.self,
    addresses: about.addresses,
    versions: PROTOCOL_VERSIONS,
    sequence,
  });
  const record = { body, signature: context.identity.sign('record', body) };
  context.setOwnRecord(encodeSigned(record));
  const credentials = encodeCredentials({
    nodeId: context.self,
    incarnation,
    signature: context.identity.sign('link-key', linkKeyBody(about.staticKey, incarnation)),
    versions: PROTOCOL_VERSIONS,
    record,
  });
  return { nodeId: context.self, incarnation, credentials, record: encodeSigned(record) };
}
