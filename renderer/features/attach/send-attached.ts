// Sends what is attached: every file to everybody, in order, then the caption as a message of its own.

import type { AppError } from '../../../src/base/app-error.js';
import type { AttachmentValue } from '../../../src/contract/values.js';
import { freshId } from '../../node-client/fresh-id.js';
import type { NodeConnection } from '../../node-client/node-connection.js';

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

/** Stops at the first refusal. What was sent is attached no more, so that nothing goes twice; the rest stays. */
export async function sendAttached(
  connection: Pick<NodeConnection, 'call'>,
  { conversationId, files, caption, contactIds }: Attached,
): Promise<SendFailure | undefined> {
  for (const [index, { id, name, keepMetadata }] of files.entries()) {
    const to = contactIds.map((contactId) => ({ id: freshId(), contactId }));
    const offered = await connection.call('offerFile', { attachmentId: id, to, keepMetadata });
    if (!offered.ok) return { name, error: offered.error };
    const attachmentIds = files.slice(index + 1).map((rest) => rest.id);
    const kept = await connection.call('setAttachments', { conversationId, attachmentIds });
    if (!kept.ok) return { name, error: kept.error };
  }
  if (caption.trim() === '') return undefined;
  for (const contactId of contactIds) {
    const said = await connection.call('sendMessage', { id: freshId(), contactId, text: caption });
    if (!said.ok) return { name: undefined, error: said.error };
  }
  await connection.call('setAttachments', { conversationId, caption: '' });
  return undefined;
}
