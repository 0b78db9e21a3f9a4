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
  const toEach = (what: string) =>
    contactIds.map((contactId) => ({ id: ids.of(`${what} ${contactId}`), contactId }));
  for (const { id, name, keepMetadata } of files) {
    const offered = await connection.call('offerFile', { attachmentId: id, to: toEach(id), keepMetadata });
    if (!offered.ok) return { name, error: offered.error };
  }
  if (caption.trim() === '') return undefined;
  const below = `${conversationId} ${caption}`;
  const said = await connection.call('sendCaption', { conversationId, to: toEach(below), text: caption });
  if (!said.ok) return { name: undefined, error: said.error };
  for (const contactId of contactIds) ids.done(`${below} ${contactId}`);
  return undefined;
}
