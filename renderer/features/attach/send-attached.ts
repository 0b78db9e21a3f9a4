// Sends what is attached: every file to everybody, in order, then the caption as a message of its own. What goes is no more
// attached in the commit that sends it, so a second sending finds nothing of it.

import { AppError } from '../../../src/base/app-error.js';
import type { AttachmentValue } from '../../../src/contract/values.js';
import { callUntilAnswered } from '../../node-client/call-until-answered.js';
import type { Drafts } from '../../node-client/drafts.js';
import { freshId } from '../../node-client/fresh-id.js';
import { isOpen, type NodeConnection } from '../../node-client/node-connection.js';

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

interface Means {
  readonly connection: Pick<NodeConnection, 'call' | 'state'>;
  readonly captions: Pick<Drafts, 'saved' | 'sent'>;
}

/**
 * Stops at the first refusal. What was sent is attached no more; the rest stays. An answer that was lost is asked for again,
 * under the same ids, until there is a node to give it. Where there is none to begin with, nothing is sent.
 */
export async function sendAttached(
  { connection, captions }: Means,
  { conversationId, files, caption, contactIds }: Attached,
): Promise<SendFailure | undefined> {
  if (!isOpen(connection.state.getState()))
    return { name: files[0]?.name, error: new AppError('NODE_NOT_RUNNING') };
  // All that goes is in the node before any of it does: a page that ends from here on leaves what did not go.
  const notKept = await captions.saved(conversationId);
  if (notKept) return { name: undefined, error: notKept };
  const toEach = () => contactIds.map((contactId) => ({ id: freshId(), contactId }));
  for (const { id, name, keepMetadata } of files) {
    const offer = { attachmentId: id, to: toEach(), keepMetadata };
    const offered = await callUntilAnswered(connection, 'offerFile', offer);
    if (!offered.ok && !isAttachedNoMore(offered.error)) return { name, error: offered.error };
  }
  if (caption.trim() === '') return undefined;
  captions.sent(conversationId);
  const below = { conversationId, to: toEach(), text: caption };
  const said = await callUntilAnswered(connection, 'sendCaption', below);
  return said.ok ? undefined : { name: undefined, error: said.error };
}

/** It was sent in another window meanwhile, or taken out. */
function isAttachedNoMore({ code, params }: AppError): boolean {
  return code === 'NOT_FOUND' && params['what'] === 'file';
}
