// Answers to who speaks of files that are over: what a contact makes this node say stays bounded, also while it acknowledges
// nothing.

import { idBytes, idFromBytes, type MessageId } from '../../base/ids.js';
import { concatBytes, utf8 } from '../../base/bytes.js';
import type { Contact } from '../../core/ports/contact-store.js';
import type { Content } from '../../protocol/content-codec.js';
import { authorService } from './author.js';
import type { ItemContext } from './item-context.js';

type LateAnswer =
  Extract<Content, { kind: 'fileEnded' }> | { readonly kind: 'fileReceived'; readonly offer: MessageId };

/** Service traffic that waits to be encrypted for a contact while it is still answered; honest contacts let it go at once. */
export const MOST_WAITING = 100;

/** Says it unless it is on its way already; a contact that lets nothing go hears it when it asks again. */
export function answerOnce(context: ItemContext, contact: Contact, content: LateAnswer): void {
  const id = answerId(context, content);
  if (context.store.outbox.find(contact.id, id) || !mayAnswer(context, contact)) return;
  authorService(context, contact, content, id);
  context.pumpAtEnd(contact.nodeId);
}

/** Whether few enough answers wait. */
export function mayAnswer({ store }: ItemContext, contact: Contact): boolean {
  return store.outbox.nextUnsealed(contact.id, MOST_WAITING, 'service').length < MOST_WAITING;
}

/** The same for the same answer about an offer. */
function answerId(context: ItemContext, { kind, offer, ...rest }: LateAnswer): MessageId {
  const side = 'isOwn' in rest && rest.isOwn ? 'own' : 'theirs';
  const digest = context.sha256(concatBytes(utf8(`${kind} ${side}`), idBytes(offer)));
  const id = idFromBytes('message', digest.slice(0, 16));
  if (!id) throw new TypeError('a message id needs 16 bytes');
  return id;
}
