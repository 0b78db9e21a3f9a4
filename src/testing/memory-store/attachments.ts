import type { ConversationId, SpoolId } from '../../base/ids.js';
import type { Attachment, AttachmentStore } from '../../core/ports/attachment-store.js';
import { Table, type UndoLog } from './table.js';

interface Row extends Attachment {
  readonly at: { readonly conversationId: ConversationId; readonly place: number } | null;
}

export function memoryAttachments(
  undoLog: UndoLog,
): AttachmentStore & { readonly names: (spoolId: SpoolId) => boolean } {
  const rows = new Table<Row>(undoLog);
  const plain = ({ id, path, name, sizeBytes, keepMetadata, spoolId, thumbnail }: Row): Attachment => ({
    ...{ id, path, name, sizeBytes, keepMetadata, spoolId, thumbnail },
  });
  const forgotten = (gone: readonly Row[]) => {
    for (const { id } of gone) rows.delete(id);
    return gone.map(plain);
  };
  const of = (conversationId: ConversationId) =>
    rows
      .all()
      .filter(({ at }) => at?.conversationId === conversationId)
      .sort((a, b) => (a.at?.place ?? 0) - (b.at?.place ?? 0));
  return {
    names: (spoolId) => rows.all().some((row) => row.spoolId === spoolId),
    get: (id) => {
      const row = rows.get(id);
      return row && plain(row);
    },
    of: (conversationId) => of(conversationId).map(plain),
    add: (attachment) => {
      if (!rows.has(attachment.id)) rows.set(attachment.id, { ...attachment, at: null });
    },
    attach: (conversationId, ids) => {
      const gone = forgotten(of(conversationId).filter(({ id }) => !ids.includes(id)));
      for (const [place, id] of ids.entries()) {
        const row = rows.get(id);
        if (row) rows.set(id, { ...row, at: { conversationId, place } });
      }
      return gone;
    },
    keepMetadata: (conversationId, ids) => {
      for (const row of of(conversationId)) rows.set(row.id, { ...row, keepMetadata: ids.includes(row.id) });
    },
    take: (id) => {
      const row = rows.get(id);
      rows.delete(id);
      return row && { conversationId: row.at?.conversationId ?? null };
    },
    putThumbnail: (id, thumbnail) => {
      const row = rows.get(id);
      if (row) rows.set(id, { ...row, thumbnail });
    },
    keepLoose: (most) => {
      const loose = rows.all().filter(({ at }) => at === null);
      return forgotten(loose.slice(0, Math.max(0, loose.length - most)));
    },
    dropLoose: (id) => forgotten(rows.all().filter((row) => row.id === id && row.at === null))[0],
  };
}
