// Ends an unusable session and starts another: the side that cannot read sends fresh pre-keys over the authenticated link.

import type { Bytes } from '../../base/bytes.js';
import type { Contact } from '../../core/ports/contact-store.js';
import type { Stream } from '../../core/ports/stream-store.js';
import { mayRenew } from '../../core/session/index.js';
import { policyOf } from '../../core/trust/index.js';
import { ownProfile } from './approval.js';
import { authorService } from './author.js';
import { pump } from './deliver-out.js';
import type { ItemContext } from './item-context.js';
import { addSystemLine } from './system-line.js';

/** Archives our session with the contact and asks for one on fresh pre-keys; at most once a minute. */
export async function askForRenewal(context: ItemContext, contact: Contact, stream: Stream): Promise<void> {
  if (!mayRenew(stream, context.now())) return;
  await context.cipher.archiveSession(contact.nodeId);
  const renewal = await context.cipher.makeBundle(contact.nodeId, context.now());
  context.store.streams.put({ ...stream, renewal, renewedAt: context.now() });
  sendRenewal(context, contact, renewal);
}

/** Sends pre-keys that are still due; done on every link until the contact used them. */
export function sendRenewal(context: ItemContext, contact: Contact, bundle: Bytes): void {
  const link = context.links.get(contact.nodeId);
  if (!link || !policyOf(contact.state).encrypt) return;
  context.emit({ kind: 'send', linkId: link.linkId, frame: { kind: 'sessionRenewal', bundle } });
}

/** The contact cannot read us: encrypt anew, under the same message ids, what it has not acknowledged. */
export async function onSessionRenewal(context: ItemContext, contact: Contact, bundle: Bytes): Promise<void> {
  const stream = context.store.streams.get(contact.id);
  if (!stream || !policyOf(contact.state).encrypt) return;
  await context.cipher.archiveSession(contact.nodeId);
  context.store.outbox.unsealAll(contact.id);
  context.store.streams.put({ ...stream, sent: stream.acked, bundle });
  const link = context.links.get(contact.nodeId);
  if (link) context.links.set(contact.nodeId, { ...link, handedOver: stream.acked });
  addSystemLine(context, contact, 'SESSION_RENEWED');
  // Something must go out on the new session, or the contact never gets one to answer in.
  authorService(context, contact, ownProfile(context));
  await pump(context, contact);
}
