import { useEffect, useRef, useState } from 'react';
import type { AppError } from '../../../src/base/app-error.js';
import type { Result } from '../../../src/base/result.js';
import type { AttachmentValue, MetadataValue } from '../../../src/contract/values.js';
import { useNode } from '../../node-client/use-node.js';

/** What the node says of a file, or why it cannot look at it. */
export type Found = Result<MetadataValue, AppError>;

/** By the id of the attachment. */
export type Photos = ReadonlyMap<string, Found>;

/** Has the node look at every attached file once, one after another. */
export function usePhotos(files: readonly AttachmentValue[]): Photos {
  const { connection } = useNode();
  const [photos, setPhotos] = useState<Photos>(new Map());
  const asked = useRef(new Set<string>());
  const ids = files.map(({ id }) => id).join(' ');
  useEffect(() => {
    const fresh = ids.split(' ').filter((id) => id !== '' && !asked.current.has(id));
    for (const id of fresh) asked.current.add(id);
    void (async () => {
      for (const attachmentId of fresh) {
        const found = await connection.call('photoMetadata', { attachmentId });
        setPhotos((all) => new Map(all).set(attachmentId, found));
      }
    })();
  }, [connection, ids]);
  return photos;
}
