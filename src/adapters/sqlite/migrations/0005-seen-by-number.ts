// delivery: accepted ciphertexts by their number in the stream, so that they are appended. By their hash each of them fell
// on a page of its own. Of those from before, the last of each stream is known.

export const seenByNumber = `
  DROP TABLE seen_envelope;
  CREATE TABLE seen_envelope (
    contact_id BLOB NOT NULL REFERENCES contact (id),
    stream_seq INTEGER NOT NULL,
    hash BLOB NOT NULL,
    PRIMARY KEY (contact_id, stream_seq)
  ) STRICT, WITHOUT ROWID;
  INSERT INTO seen_envelope SELECT contact_id, received, received_hash FROM stream WHERE received_hash IS NOT NULL;
`;
