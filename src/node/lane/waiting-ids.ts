// Ids of service payloads of which one waits at most for each contact: whoever has more to say finds it and adds to it.

import { idBytes, idFromBytes, type MessageId, type NodeId } from '../../base/ids.js';

const ID_BYTES = 16;

export function profileId(self: NodeId): MessageId {
  return partOf(self, 0);
}

export function receiptId(self: NodeId): MessageId {
  return partOf(self, ID_BYTES);
}

function partOf(self: NodeId, start: number): MessageId {
  const id = idFromBytes('message', idBytes(self).slice(start, start + ID_BYTES));
  if (!id) throw new TypeError('a NodeId is too short');
  return id;
}
