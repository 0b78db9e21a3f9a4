// What main and the reader's thread say to each other. Plain data only.

import type { StoreCheck } from '../../adapters/sqlite/integrity.js';
import type { ReadQuery } from '../../adapters/sqlite/read/read-query.js';
import type { ErrorCode, ErrorParams } from '../../base/app-error.js';
import type { Bytes } from '../../base/bytes.js';
import type { NodeId } from '../../base/ids.js';

export interface ReaderOptions {
  readonly databaseFile: string;
  /** 32 bytes with a buffer of their own, which moves with the message; the thread zeroes them. */
  readonly masterKey: Bytes;
  readonly self: NodeId;
}

export type ToReader =
  | { readonly type: 'open'; readonly options: ReaderOptions }
  | { readonly type: 'read'; readonly id: number; readonly query: ReadQuery }
  | { readonly type: 'check'; readonly id: number; readonly check: StoreCheck }
  | { readonly type: 'close' };

export type FromReader =
  | { readonly type: 'opened' }
  | { readonly type: 'answer'; readonly id: number; readonly value: unknown }
  | { readonly type: 'failed'; readonly id: number | null; readonly error: ReaderError };

export interface ReaderError {
  readonly code: ErrorCode;
  readonly params: ErrorParams;
}
