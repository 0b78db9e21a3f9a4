// Asks for another session: the side that cannot go on with the old one sends fresh pre-keys over the authenticated link.

import type { Bytes } from '../../base/bytes.js';
import type { Contact } from '../../core/ports/contact-store.js';
import type { Stream } from '../../core/ports/stream-store.js';
import { mayRenew, RENEWAL_INTERVAL_MS } from '../../core/session/index.js';
import { policyOf } from '../../core/trust/index.js';
import type { ItemContext } from './item-context.js';

/** Archives our session with the contact and asks for one on fresh pre-keys; at most once a minute, else later. */
export async function askForRenewal(context: ItemContext, contact: Contact, stream: Stream): Promise<void> {
  if (!mayRenew(stream.renewedAt, context.now())) {
    const delayMs = stream.renewedAt + RENEWAL_INTERVAL_MS - context.now();
    context.emit({ kind: 'goOnLater', nodeId: contact.nodeId, delayMs });
    return;
  }
  await context.cipher.archiveSession(contact.nodeId);
  const renewal = await context.cipher.makeBundle(contact.nodeId, context.now());
  context.store.streams.put({ ...stream, renewal, renewedAt: context.now() });
  sendRenewal(context, contact, renewal);
}

/** Sends pre-keys that are still due; done on every link until the contact used them. */
export function sendRenewal(context: ItemContext, contact: Contact, bundle: Bytes): void {
  const link = context.links.get(contact.nodeId);
  if (!link || !policyOf(contact.state).receive) return;
  context.emit({ kind: 'send', linkId: link.linkId, frame: { kind: 'sessionRenewal', bundle } });
}
