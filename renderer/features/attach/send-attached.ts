// Sends what is attached: every file to everybody, in order, then the caption as a message of its own.

import type { AppError } from '../../../src/base/app-error.js';
import type { AttachmentValue } from '../../../src/contract/values.js';
import type { NodeConnection } from '../../node-client/node-connection.js';
import type { SteadyIds } from '../../node-client/steady-ids.js';

export interface Attached {
  readonly conversationId: string;
  readonly files: readonly AttachmentValue[];
  readonly caption: string;
  readonly contactIds: readonly string[];
}

export interface SendFailure {
  /** What could not be sent; undefined: the caption. */
  readonly name: string | undefined;
  readonly error: AppError;
}

/**
 * Stops at the first refusal. What was sent is attached no more; the rest stays.
 * @param ids the same for every try, so that nothing goes twice: who refused, or did not answer, may have done it
 */
export async function sendAttached(
  connection: Pick<NodeConnection, 'call'>,
  { conversationId, files, caption, contactIds }: Attached,
  ids: SteadyIds,
): Promise<SendFailure | undefined> {
  for (const { id, name, keepMetadata } of files) {
    const to = contactIds.map((contactId) => ({ id: ids.of(`${id} ${contactId}`), contactId }));
    const offered = await connection.call('offerFile', { attachmentId: id, to, keepMetadata });
    if (!offered.ok) return { name, error: offered.error };
    const sent = { conversationId, attachmentIds: [], known: [id] };
    const kept = await connection.call('setAttachments', sent);
    if (!kept.ok) return { name, error: kept.error };
  }
  if (caption.trim() === '') return undefined;
  const asCaption = (contactId: string) => `${conversationId} ${contactId} ${caption}`;
  for (const contactId of contactIds) {
    const said = await connection.call('sendMessage', {
      id: ids.of(asCaption(contactId)),
      contactId,
      text: caption,
    });
    if (!said.ok) return { name: undefined, error: said.error };
  }
  const cleared = await connection.call('setAttachments', { conversationId, caption: '' });
  if (!cleared.ok) return { name: undefined, error: cleared.error };
  for (const contactId of contactIds) ids.done(asCaption(contactId));
  return undefined;
}
