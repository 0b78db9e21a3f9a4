import type { ReadQuery } from '../../adapters/sqlite/read/read-query.js';
import type { ViewName, ViewParams, ViewRow } from '../../contract/views.js';

/** A view of the store: which of its rows a change concerns, and how to read them. */
export interface DurableView<Name extends ViewName> {
  /**
   * Keys of rows that may have changed, 'all', or null for none.
   * @param entity `kind:key` as the change log has it
   * @param oldest key of the first row the face has
   */
  affects(
    entity: string,
    params: ViewParams<Name>,
    oldest: string | undefined,
  ): readonly string[] | 'all' | null;
  /**
   * The whole view, or only the rows with these keys.
   * @param anchor where the first read found the anchor of a window
   */
  query(params: ViewParams<Name>, keys?: readonly string[], anchor?: string | null): ListQuery;
  /** What `affects` calls the row. */
  keyOf(row: ViewRow<Name>): string;
  /** A window that slides with the newest rows of something longer: how many. Its keys sort like its rows. */
  windowSize(params: ViewParams<Name>): number | undefined;
}

/** The queries that answer with rows. */
export type ListQuery = Extract<
  ReadQuery,
  {
    kind:
      | 'contacts'
      | 'requests'
      | 'blocked'
      | 'conversations'
      | 'deletions'
      | 'search'
      | 'newestMessages'
      | 'messagesAt'
      | 'messageWindow';
  }
>;

/** The key of an entity of this kind, or undefined. */
export function keyIn(entity: string, kind: string): string | undefined {
  return entity.startsWith(`${kind}:`) ? entity.slice(kind.length + 1) : undefined;
}
