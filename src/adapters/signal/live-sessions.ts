// libsignal's form of the sessions that are in use: reading a record back from its bytes costs a tenth of an encryption,
// and every message would do it twice.

import { SessionRecord } from '@signalapp/libsignal-client';
import type { Bytes } from '../../base/bytes.js';
import { decodeSessionValue, encodeSessionValue, NOTHING_ACCEPTED } from './session-value.js';

/**
 * Keyed by the very bytes the store holds, so a session that was taken back or came from somewhere else is never mistaken
 * for the newest one, and a forgotten value takes its session along. libsignal copies a record before it changes it.
 */
export class LiveSessions {
  readonly #sessions = new WeakMap<Bytes, SessionRecord>();

  /** The session of a stored value; not to be changed. Throws AppError STORE_DAMAGED. */
  read(value: Bytes): SessionRecord {
    const known = this.#sessions.get(value);
    if (known) return known;
    const session = SessionRecord.deserialize(decodeSessionValue(value).record);
    this.#sessions.set(value, session);
    return session;
  }

  /** The value to store for a session that follows on `before`, whose accepted counters it keeps. */
  write(session: SessionRecord, before: Bytes | undefined): Bytes {
    const accepted = before ? decodeSessionValue(before).accepted : NOTHING_ACCEPTED;
    return this.#keep(encodeSessionValue({ accepted, record: session.serialize() }), session);
  }

  /** The same session with other accepted counters. */
  withAccepted(value: Bytes, accepted: Bytes): Bytes {
    const { record } = decodeSessionValue(value);
    return this.#keep(encodeSessionValue({ accepted, record }), this.read(value));
  }

  #keep(value: Bytes, session: SessionRecord): Bytes {
    this.#sessions.set(value, session);
    return value;
  }
}
