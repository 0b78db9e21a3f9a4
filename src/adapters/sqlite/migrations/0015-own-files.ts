// transfer: where a file of the owner lay when it was offered, to be shown also after its recipient has it.

export const ownFiles = `
  ALTER TABLE transfer ADD COLUMN source_path TEXT;
  ALTER TABLE transfer ADD COLUMN source_modified_ms INTEGER;
  UPDATE transfer SET
    source_path = (SELECT path FROM upload WHERE upload.id = transfer.upload_id),
    source_modified_ms = (SELECT modified_ms FROM upload WHERE upload.id = transfer.upload_id);
`;
