// Copies an upgrade made of the database before it changed it: they hold what is deleted later.

import { readdirSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { SqlConnection } from './sql-connection.js';

/** Where the copy of the database is kept that schema `number` replaced. */
export function upgradeCopy(path: string, number: number): string {
  return `${path}${SUFFIX}${String(number)}`;
}

/** False when one of them cannot be removed. */
export function removeUpgradeCopies(sql: SqlConnection): boolean {
  const path = sql.rows<{ file: string }>('PRAGMA database_list')[0]?.file ?? '';
  try {
    for (const name of readdirSync(dirname(path))) {
      if (name.startsWith(basename(path) + SUFFIX)) rmSync(join(dirname(path), name));
    }
    return true;
  } catch {
    // The deletion itself is committed; the next one tries again.
    return false;
  }
}

const SUFFIX = '.before-';
