import { newFileKey } from '../../adapters/crypto/file-cipher.js';
import { idFromHex, type UploadId } from '../../base/ids.js';
import { contactId } from './friends.js';
import type { LaneNode } from './lane-node.js';

/** For the first time, of a file of which nothing is known. */
export const PLAIN_OFFER = {
  act: 'offer',
  mediaType: '',
  thumbnail: null,
  keepsMetadata: false,
  follows: null,
} as const;

/** Offers a contact a file that nothing reads; the id of its upload. */
export async function offerFile(
  from: LaneNode,
  to: LaneNode,
  { name = 'a.bin', sizeBytes = 10 }: { readonly name?: string; readonly sizeBytes?: number } = {},
): Promise<UploadId> {
  const uploadId = idFromHex('upload', from.id()) as UploadId;
  const source = {
    uploadId,
    path: `/home/${from.name}/${name}`,
    modifiedMs: 1,
    spool: null,
    view: 'whole' as const,
    ...newFileKey(sizeBytes),
  };
  await from.act({
    ...PLAIN_OFFER,
    source,
    name,
    to: [{ id: from.id(), contactId: contactId(from, to) }],
  });
  return uploadId;
}
