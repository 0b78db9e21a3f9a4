// The first schema. Ids are BLOBs of their bytes, times Unix ms, booleans 0 or 1. Each table names the capability that owns
// it; others read through that owner's port.

export const first = `
  -- trust: whose store this is, and the lives it had (the highest number is the current one)
  CREATE TABLE identity (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    key_pair BLOB NOT NULL,
    registration_id INTEGER NOT NULL,
    name TEXT NOT NULL,
    record_sequence INTEGER NOT NULL,
    created_at INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE incarnation (
    number INTEGER PRIMARY KEY,
    incarnation BLOB NOT NULL UNIQUE,
    since INTEGER NOT NULL
  ) STRICT;

  -- trust: state and state_before are ContactState texts, trust is a TrustLevel text; rows are never deleted
  CREATE TABLE contact (
    id BLOB PRIMARY KEY NOT NULL,
    node_id BLOB NOT NULL UNIQUE,
    fingerprint TEXT NOT NULL,
    state TEXT NOT NULL,
    state_before TEXT,
    trust TEXT NOT NULL,
    name TEXT NOT NULL,
    profile_name TEXT,
    note TEXT NOT NULL,
    typed_address TEXT,
    record BLOB,
    record_sequence INTEGER NOT NULL,
    request_id BLOB,
    request BLOB,
    since INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE request (
    id BLOB PRIMARY KEY NOT NULL,
    node_id BLOB NOT NULL UNIQUE,
    fingerprint TEXT NOT NULL,
    signed BLOB NOT NULL,
    name TEXT NOT NULL,
    note TEXT NOT NULL,
    observed_address TEXT,
    replaces BLOB,
    countersigned INTEGER NOT NULL,
    received_at INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX request_replaces ON request (replaces) WHERE replaces IS NOT NULL;
  -- answered is the id of the request that was accepted or declined; NULL means that the node is blocked
  CREATE TABLE settled (
    node_id BLOB PRIMARY KEY NOT NULL,
    answered BLOB
  ) STRICT, WITHOUT ROWID;

  -- session: libsignal's records
  CREATE TABLE session (
    address TEXT PRIMARY KEY NOT NULL,
    record BLOB NOT NULL
  ) STRICT;
  CREATE TABLE pre_key (
    id INTEGER PRIMARY KEY,
    made_for BLOB NOT NULL,
    record BLOB NOT NULL
  ) STRICT;
  CREATE TABLE signed_pre_key (
    id INTEGER PRIMARY KEY,
    record BLOB NOT NULL,
    created_at INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX signed_pre_key_age ON signed_pre_key (created_at, id);
  CREATE TABLE kyber_pre_key (
    id INTEGER PRIMARY KEY,
    made_for BLOB NOT NULL,
    record BLOB NOT NULL
  ) STRICT;
  CREATE TABLE kyber_pre_key_use (
    kyber_id INTEGER NOT NULL,
    signed_id INTEGER NOT NULL,
    base_key BLOB NOT NULL,
    PRIMARY KEY (kyber_id, signed_id, base_key)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE key_id (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    next INTEGER NOT NULL
  ) STRICT;
  INSERT INTO key_id VALUES (1, 1);

  -- delivery
  CREATE TABLE stream (
    contact_id BLOB PRIMARY KEY NOT NULL REFERENCES contact (id),
    incarnation BLOB NOT NULL,
    peer_incarnation BLOB,
    sent INTEGER NOT NULL,
    acked INTEGER NOT NULL,
    acked_hash BLOB,
    received INTEGER NOT NULL,
    received_hash BLOB,
    bundle BLOB,
    answered_bundle BLOB,
    renewal BLOB,
    recovering INTEGER NOT NULL,
    renewed_at INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE retired_incarnation (
    contact_id BLOB NOT NULL REFERENCES contact (id),
    incarnation BLOB NOT NULL,
    PRIMARY KEY (contact_id, incarnation)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE seen_envelope (
    contact_id BLOB NOT NULL REFERENCES contact (id),
    hash BLOB NOT NULL,
    PRIMARY KEY (contact_id, hash)
  ) STRICT, WITHOUT ROWID;
  -- stream_seq, envelope and hash are all NULL until the row is encrypted
  CREATE TABLE outbox (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    contact_id BLOB NOT NULL REFERENCES contact (id),
    message_id BLOB NOT NULL,
    visible INTEGER NOT NULL,
    stream_seq INTEGER,
    payload BLOB NOT NULL,
    envelope BLOB,
    hash BLOB
  ) STRICT;
  CREATE INDEX outbox_unsealed ON outbox (contact_id, id, visible) WHERE stream_seq IS NULL;
  CREATE UNIQUE INDEX outbox_sealed ON outbox (contact_id, stream_seq) WHERE stream_seq IS NOT NULL;
  CREATE INDEX outbox_message ON outbox (contact_id, message_id, visible);

  -- conversation: unread is the number of its messages with unread = 1
  CREATE TABLE conversation (
    key INTEGER PRIMARY KEY,
    conversation_id BLOB NOT NULL UNIQUE,
    contact_id BLOB REFERENCES contact (id),
    peer BLOB NOT NULL,
    lamport INTEGER NOT NULL,
    unread INTEGER NOT NULL DEFAULT 0,
    draft TEXT NOT NULL DEFAULT ''
  ) STRICT;
  CREATE INDEX conversation_contact ON conversation (contact_id);
  -- conversation: key 0, whose node_id is one zero byte, stands for the author of system lines; rank is authorRank(node_id)
  CREATE TABLE author (
    key INTEGER PRIMARY KEY,
    node_id BLOB NOT NULL UNIQUE,
    rank INTEGER NOT NULL
  ) STRICT;
  INSERT INTO author VALUES (0, x'00', 0);
  -- conversation: state is a place in MESSAGE_STATES, failure JSON {code, params}, kind 0 a system line. Rows of kind 4
  -- (Withdrawn) fill the author's order and are never displayed: display queries say "kind <> 4" to use the index.
  CREATE TABLE message (
    key INTEGER PRIMARY KEY,
    conversation_key INTEGER NOT NULL REFERENCES conversation (key),
    author_key INTEGER NOT NULL REFERENCES author (key),
    message_id BLOB NOT NULL,
    author_seq INTEGER NOT NULL,
    lamport INTEGER NOT NULL,
    author_rank INTEGER NOT NULL,
    kind INTEGER NOT NULL,
    state INTEGER NOT NULL,
    unread INTEGER NOT NULL,
    recovered INTEGER NOT NULL,
    gap_before INTEGER NOT NULL,
    sent_at INTEGER NOT NULL,
    received_at INTEGER NOT NULL,
    failure TEXT,
    payload BLOB NOT NULL
  ) STRICT;
  CREATE UNIQUE INDEX message_id ON message (author_key, message_id, conversation_key);
  CREATE UNIQUE INDEX message_order ON message (conversation_key, author_key, author_seq);
  CREATE INDEX message_display ON message (conversation_key, lamport, author_rank, author_seq) WHERE kind <> 4;
  CREATE INDEX message_unread ON message (conversation_key, lamport, author_rank, author_seq) WHERE unread = 1;

  -- live views: entity is "kind:key"; one rev for each entity of a commit, the highest is the revision of the store
  CREATE TABLE change (
    rev INTEGER PRIMARY KEY,
    entity TEXT NOT NULL
  ) STRICT;
  -- live views: params is JSON
  CREATE TABLE notice (
    id INTEGER PRIMARY KEY,
    code TEXT NOT NULL,
    params TEXT NOT NULL,
    at INTEGER NOT NULL
  ) STRICT;
`;
