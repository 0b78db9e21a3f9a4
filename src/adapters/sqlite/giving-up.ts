// What is being given up of the outbox: asked for with every step of delivery, and nearly always nothing.

import type { Bytes } from '../../base/bytes.js';
import type { ContactId } from '../../base/ids.js';
import type { GivingUp, OutboxStore } from '../../core/ports/stream-store.js';
import { idColumn, idOf } from './columns.js';
import type { RowCaches } from './row-cache.js';
import type { SqlConnection } from './sql-connection.js';

type Jobs = Pick<OutboxStore, 'givingUp' | 'anyGivingUp' | 'setGivingUp' | 'endGivingUp'>;

export function givingUpJobs(sql: SqlConnection, caches: RowCaches): Jobs {
  const cache = caches.make<ContactId, { readonly job: GivingUp | undefined }>();
  const get = sql.prepare<JobColumns>('SELECT * FROM giving_up WHERE contact_id = ?');
  const any = sql.prepare<JobColumns>('SELECT * FROM giving_up LIMIT 1');
  const put = sql.prepare(
    'INSERT OR REPLACE INTO giving_up (contact_id, reached, up_to, code) VALUES (?, ?, ?, ?)',
  );
  const end = sql.prepare('DELETE FROM giving_up WHERE contact_id = ?');
  return {
    givingUp: (contactId) => cache.get(contactId, () => ({ job: jobOf(get.get(idColumn(contactId))) }))?.job,
    anyGivingUp: () => jobOf(any.get()),
    setGivingUp: (job) => {
      put.run(idColumn(job.contactId), job.reached, job.upTo, job.code);
      cache.put(job.contactId, { job });
    },
    endGivingUp: (contactId) => {
      end.run(idColumn(contactId));
      cache.put(contactId, { job: undefined });
    },
  };
}

function jobOf(row: JobColumns | undefined): GivingUp | undefined {
  return (
    row && {
      contactId: idOf(row.contact_id),
      reached: row.reached,
      upTo: row.up_to,
      // Written by `setGivingUp` alone.
      code: row.code as GivingUp['code'],
    }
  );
}

type JobColumns = { contact_id: Bytes; reached: number; up_to: number; code: string };
