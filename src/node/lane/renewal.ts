// The contact asked for another session: it sent fresh pre-keys because it could not go on with the old one.

import { type Bytes, equalBytes } from '../../base/bytes.js';
import type { Contact } from '../../core/ports/contact-store.js';
import { mayRenew, RENEWAL_INTERVAL_MS } from '../../core/session/index.js';
import { queueProfile } from './approval.js';
import { pump } from './deliver-out.js';
import type { ItemContext } from './item-context.js';
import { unsealAll } from './settle-places.js';
import { addSystemLine } from './system-line.js';

/** Least time between two answers: what left a minute apart may arrive closer together. */
const ANSWER_INTERVAL_MS = RENEWAL_INTERVAL_MS / 2;

/** The contact cannot read us: encrypt anew, under the same message ids, what it has not acknowledged. */
export async function onSessionRenewal(context: ItemContext, contact: Contact, bundle: Bytes): Promise<void> {
  const { streams } = context.store;
  const link = context.links.get(contact.nodeId);
  const stream = streams.get(contact.id);
  // Before the marks agree nobody knows what the contact has; it asks again when they do.
  if (!stream || !link?.agreed) return;
  const hash = context.sha256(bundle);
  if (stream.answeredBundle && equalBytes(stream.answeredBundle, hash)) return;
  const answer = context.answers.get(contact.id);
  if (answer && !mayRenew(answer.at, context.now(), ANSWER_INTERVAL_MS)) {
    context.emit({ kind: 'log', event: 'renewal-ignored', fields: { peer: contact.nodeId.slice(0, 8) } });
    return;
  }
  context.answers.set(contact.id, { at: context.now() });
  await context.cipher.archiveSession(contact.nodeId);
  const unsealed = unsealAll(context, contact, stream);
  streams.put({ ...unsealed, sent: stream.acked, bundle, answeredBundle: hash });
  context.links.set(contact.nodeId, { ...link, handedOver: stream.acked });
  addSystemLine(context, contact, 'SESSION_RENEWED');
  // Something must go out on the new session, or the contact never gets one to answer in.
  queueProfile(context, contact);
  await pump(context, contact);
}
