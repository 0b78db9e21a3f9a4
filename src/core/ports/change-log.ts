import type { ErrorParams } from '../../base/app-error.js';

/** A thing whose row in some live view may have changed. */
export type Entity =
  | { readonly kind: 'contact'; readonly key: string }
  /** What a contact is called, or its NodeId; key is its id. */
  | { readonly kind: 'name'; readonly key: string }
  | { readonly kind: 'request'; readonly key: string }
  /** Somebody blocked at the door; key is the NodeId. */
  | { readonly kind: 'blocked'; readonly key: string }
  | { readonly kind: 'conversation'; readonly key: string }
  /** All messages of a conversation at once, when they are deleted; key is its id. */
  | { readonly kind: 'history'; readonly key: string }
  /** key is `<conversation id>/<position text>` */
  | { readonly kind: 'message'; readonly key: string }
  | { readonly kind: 'deletion'; readonly key: string }
  | { readonly kind: 'transfer'; readonly key: string }
  | { readonly kind: 'notice'; readonly key: string }
  /** The search index went on: a search may find more than before. */
  | { readonly kind: 'index'; readonly key: 'messages' }
  | { readonly kind: 'self'; readonly key: 'self' };

/** Tells live views what a commit changed. */
export interface ChangeLog {
  /** Written in the same transaction as the change itself; the last 100,000 are kept. */
  touch(entity: Entity): void;
}

/** Something the owner must be told that belongs to no conversation. */
export interface NoticeStore {
  add(code: string, params: ErrorParams, at: number): void;
}
