import { MOST_UNREAD } from '../contract/bounds.js';

/** What one browser may cost the process before and after it proved itself. */
export const WEB_LIMITS = {
  /** Connections at a time, all browsers together. */
  connections: 64,
  /** Contract sessions at a time: windows of the owner. */
  sessions: 16,
  /** Of a request line with its headers. */
  headerBytes: 8_192,
  /** Of a request with headers and body, but for files: those may take their time, and wait at most so long between two bytes. */
  requestMs: 5_000,
  uploadIdleMs: 30_000,
  tokenBodyBytes: 256,
  /** One contract message of a face: two texts of 70,000 characters with their frame. */
  messageBytes: 1024 * 1024,
  /** What may wait for a window that does not read, before its session ends. */
  unsentBytes: MOST_UNREAD,
  /** How long a closing connection may take. */
  closeMs: 2_000,
} as const;
