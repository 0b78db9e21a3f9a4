// A contact request as one lane's keys sign it, honest except for what is changed.

import type { Frame } from '../../protocol/frame-codec.js';
import { type ContactRequest, encodeContactRequest } from '../../protocol/request-codec.js';
import type { LaneNode } from './lane-node.js';

export async function requestOf(
  from: LaneNode,
  to: LaneNode,
  changes: Partial<ContactRequest> = {},
): Promise<Frame> {
  const { context } = from;
  const body = encodeContactRequest({
    requestId: from.id() as ContactRequest['requestId'],
    sender: from.self,
    recipient: to.self,
    name: from.name,
    note: '',
    record: null,
    bundle: await context.cipher.makeBundle(to.self, context.now()),
    replaces: null,
    ...changes,
  });
  return { kind: 'contactRequest', signed: { body, signature: context.identity.sign('request', body) } };
}
