// Which rows of live views a transaction touched: each entity once, and only of items that were kept.

import type { ChangeLog, Entity } from '../../core/ports/change-log.js';
import type { SqlConnection } from './sql-connection.js';

const KEPT_CHANGES = 100_000;
/** Old changes are deleted in strides, so that most commits delete nothing. */
const TRIM_STRIDE = 1_000;

export interface TransactionChanges extends ChangeLog {
  begin(): void;
  beginItem(): void;
  keepItem(): void;
  dropItem(): void;
  /** Writes what was touched into the open transaction; `rev` is the store's revision once that is committed. */
  write(): { readonly rev: number; readonly entities: readonly string[] };
  /** The transaction with these changes is durable. */
  committed(rev: number): void;
}

export function transactionChanges(sql: SqlConnection): TransactionChanges {
  const insert = sql.prepare('INSERT INTO change (rev, entity) SELECT ? + 1 + key, value FROM json_each(?)');
  const trim = sql.prepare('DELETE FROM change WHERE rev <= ?');
  let rev = sql.rows<{ rev: number | null }>('SELECT max(rev) AS rev FROM change')[0]?.rev ?? 0;
  let kept = new Set<string>();
  let item: Set<string> | undefined;
  return {
    touch: (entity) => (item ?? kept).add(entityText(entity)),
    begin: () => {
      kept = new Set();
      item = undefined;
    },
    beginItem: () => (item = new Set()),
    keepItem: () => {
      for (const entity of item ?? []) kept.add(entity);
      item = undefined;
    },
    dropItem: () => (item = undefined),
    write: () => {
      const entities = [...kept];
      if (entities.length === 0) return { rev, entities };
      const next = rev + entities.length;
      insert.run(rev, JSON.stringify(entities));
      if (strides(next) > strides(rev)) trim.run(next - KEPT_CHANGES);
      return { rev: next, entities };
    },
    committed: (next) => (rev = next),
  };
}

function entityText(entity: Entity): string {
  return `${entity.kind}:${entity.key}`;
}

function strides(rev: number): number {
  return Math.floor(rev / TRIM_STRIDE);
}
