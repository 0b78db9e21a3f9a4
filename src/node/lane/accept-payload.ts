// What a decrypted payload does to this store. The envelope is committed either way: a payload that breaks the rules
// would break them again, and its sender is told so.

import { checkBinding, type PayloadFault, raiseState, refusalOf } from '../../core/conversation/index.js';
import type { Contact } from '../../core/ports/contact-store.js';
import { type Bytes, equalBytes } from '../../base/bytes.js';
import type { Conversation } from '../../core/ports/message-store.js';
import { contentNumber } from '../../protocol/content-codec.js';
import { decodePayload, type Payload } from '../../protocol/payload-codec.js';
import { unpad } from '../../protocol/padding.js';
import { CONTENT_KINDS, type RefusalReason } from '../../protocol/registry.js';
import { encodeSigned } from '../../protocol/signed-codec.js';
import { conversationWith } from './author.js';
import { learnRecord } from './contact-record.js';
import { type ItemContext, touchContact } from './item-context.js';
import { touchMessage } from './message-entity.js';
import { acceptRecovered } from './recovery.js';
import { addSystemLine } from './system-line.js';
import { noteOffer } from './incoming-offers.js';
import { onFileWord } from './transfers.js';
import { putContact } from './put-contact.js';

/** Why it was not taken, as its sender hears it; undefined when it was. */
export async function acceptPayload(
  context: ItemContext,
  contact: Contact,
  plaintext: Bytes,
): Promise<RefusalReason | undefined> {
  const bytes = unpad(plaintext);
  if (!bytes) return refuse(context, contact, 'padding');
  const decoded = decodePayload(bytes);
  if (!decoded.ok) return refuse(context, contact, 'malformed');
  const { payload } = decoded.value;
  const known = context.store.conversations.get(context.conversationId(contact.nodeId));
  const fault = checkBinding(payload, {
    self: context.self,
    peer: contact.nodeId,
    conversation: context.conversationId(contact.nodeId),
    lamport: known?.lamport ?? 0,
  });
  if (fault) return refuse(context, contact, fault);
  const conversation = conversationWith(context, contact);
  switch (payload.content.kind) {
    case 'profile':
      acceptProfile(context, contact, payload.content);
      return undefined;
    case 'readReceipt':
      // Both or neither: who does not tell does not see.
      if (!context.store.privacy.get().receipts) return undefined;
      for (const id of payload.content.messageIds) showAsRead(context, conversation, id);
      return undefined;
    case 'recovered':
      await acceptRecovered(context, contact, payload);
      return undefined;
    case 'text':
    case 'withdrawn':
    case 'fileOffer':
    case 'unknown':
      return acceptMessage(context, contact, conversation, { payload, bytes });
    case 'fileAccepted':
    case 'fileKey':
    case 'fileComplete':
    case 'fileReceived':
    case 'fileEnded':
    case 'filePaused':
      onFileWord(context, contact, payload.content);
      return undefined;
  }
}

function acceptMessage(
  context: ItemContext,
  contact: Contact,
  conversation: Conversation,
  { payload, bytes }: { readonly payload: Payload; readonly bytes: Bytes },
): RefusalReason | undefined {
  const previous = context.store.messages.bySeq(conversation.id, contact.nodeId, payload.authorSeq - 1);
  if (
    payload.prevHash &&
    previous &&
    previous.payload.length > 0 &&
    !equalBytes(context.sha256(previous.payload), payload.prevHash)
  ) {
    addSystemLine(context, contact, 'CHAIN_BROKEN');
  }
  const kind = contentNumber(payload.content);
  const message = {
    conversationId: conversation.id,
    author: contact.nodeId,
    id: payload.messageId,
    authorSeq: payload.authorSeq,
    lamport: payload.lamport,
    kind,
    payload: bytes,
    state: 'received',
    failure: null,
    unread: kind !== CONTENT_KINDS.withdrawn,
    recovered: false,
    sentAt: payload.sentAt,
    receivedAt: context.now(),
  } as const;
  if (context.store.messages.add(message) === 'duplicate') {
    // The same message again was taken before; another one in its place never is.
    const isTaken = context.store.messages.byId(conversation.id, contact.nodeId, payload.messageId);
    return isTaken ? undefined : refuse(context, contact, 'place-taken');
  }
  if (payload.lamport > conversation.lamport) {
    context.store.conversations.put({ ...conversation, lamport: payload.lamport });
  }
  touchMessage(context.store.changes, message);
  // Only with its message: under an id that was used before it could be another file in an old place, or in none.
  if (payload.content.kind === 'fileOffer') noteOffer(context, contact, payload.messageId, payload.content);
  return undefined;
}

function acceptProfile(
  context: ItemContext,
  contact: Contact,
  profile: Extract<Payload['content'], { kind: 'profile' }>,
): void {
  const name = profile.name === '' ? contact.profileName : profile.name;
  const renamed = { ...contact, profileName: name };
  putContact(context, renamed);
  touchContact(context.store.changes, contact.id);
  context.store.changes.touch({
    kind: 'conversation',
    key: context.conversationId(contact.nodeId),
  });
  // Under a new name somebody could pass for another contact.
  const isShown = contact.name === '' && contact.profileName !== null && name !== null;
  if (isShown && name !== contact.profileName)
    addSystemLine(context, renamed, 'CONTACT_RENAMED', { name: contact.profileName, now: name });
  if (profile.record) learnRecord(context, renamed, encodeSigned(profile.record));
}

function showAsRead(context: ItemContext, conversation: Conversation, id: Payload['messageId']): void {
  const message = context.store.messages.byId(conversation.id, context.self, id);
  const state = message && raiseState(message.state, 'read');
  if (!message || !state) return;
  context.store.messages.setState(conversation.id, context.self, id, state);
  touchMessage(context.store.changes, message);
}

function refuse(context: ItemContext, contact: Contact, why: PayloadFault): RefusalReason {
  context.emit({ kind: 'log', event: 'payload-refused', fields: { peer: contact.nodeId.slice(0, 8), why } });
  return refusalOf(why);
}
