// What a link coming up or going down means for the contact at its other end.

import type { Contact } from '../../core/ports/contact-store.js';
import { policyOf } from '../../core/trust/index.js';
import { learnRecord } from './contact-record.js';
import { type ItemContext, touchContact } from './item-context.js';
import type { LinkFacts } from './lane-messages.js';
import { sendMarks } from './marks.js';
import { sendRequest, tellWithdrawal } from './requests.js';
import { putContact } from './put-contact.js';

export async function onLinkUp(context: ItemContext, link: LinkFacts): Promise<void> {
  const fresh = {
    linkId: link.linkId,
    incarnation: link.incarnation,
    version: link.version,
    place: link.place,
    marksSent: false,
    agreed: false,
    handedOver: 0,
    stalled: false,
    isPostponed: false,
  };
  context.links.set(link.nodeId, fresh);
  const contact = context.store.contacts.byNode(link.nodeId);
  if (contact) tellWithdrawal(context, contact);
  if (!contact || !policyOf(contact.state).receive) return;
  const known = link.record ? learnRecord(context, contact, link.record.signed) : contact;
  await greetContact(context, link.direction === 'in' ? noteCall(context, known, link.place) : known);
}

/** Tells the owner later that this node can be reached, and the network side where the contact is. */
function noteCall(context: ItemContext, contact: Contact, place: string): Contact {
  const called = { ...contact, reachedAt: context.now(), calledFrom: place };
  putContact(context, called);
  touchContact(context.store.changes, contact.id);
  return called;
}

/** A contact whose answer is awaited gets the request again; every other one our marks. */
async function greetContact(context: ItemContext, contact: Contact): Promise<void> {
  const link = context.links.get(contact.nodeId);
  if (!link) return;
  if (contact.state === 'requested') sendRequest(context, contact);
  else await sendMarks(context, contact, link);
}

export function onLinkDown(context: ItemContext, link: Pick<LinkFacts, 'linkId' | 'nodeId'>): void {
  if (context.links.get(link.nodeId)?.linkId === link.linkId) context.links.delete(link.nodeId);
}

/** Ends the contact's link as if this node stopped: nobody is told that it was removed or blocked. */
export function dropLink(context: ItemContext, contact: Contact): void {
  const link = context.links.get(contact.nodeId);
  if (link) context.emit({ kind: 'close', linkId: link.linkId, reason: 'shutdown' });
}
