// The one file an owner means, by its id as the lists show it, or the beginning of the whole.

import { AppError } from '../base/app-error.js';
import type { ContractClient } from '../contract/client.js';
import type { TransferRow } from '../contract/values.js';
import { snapshot } from './session.js';

const LEAST_DIGITS = 4;
const SHOWN_DIGITS = 8;

/** What lists show of the id: its end, since ids made in the same minute begin alike. */
export function shortId({ id }: Pick<TransferRow, 'id'>): string {
  return id.slice(-SHOWN_DIGITS);
}

/** Oldest first. */
export async function listTransfers(client: ContractClient): Promise<readonly TransferRow[]> {
  const { rows } = await snapshot(client, 'transfers', {});
  return rows.toSorted((a, b) => a.createdAt - b.createdAt || a.id.localeCompare(b.id));
}

/** @throws AppError NOT_FOUND, AMBIGUOUS_NAME */
export async function findTransfer(client: ContractClient, typed: string): Promise<TransferRow> {
  const found = matching(await listTransfers(client), typed);
  if (found.length > 1) {
    const candidates = found.map((row) => `${shortId(row)} (${row.name})`).join(', ');
    throw new AppError('AMBIGUOUS_NAME', { name: typed, candidates });
  }
  const [transfer] = found;
  if (!transfer) throw new AppError('NOT_FOUND', { what: 'file', name: typed });
  return transfer;
}

/** A waiting offer with such an id, if there is exactly one. */
export async function findOffer(client: ContractClient, typed: string): Promise<TransferRow | undefined> {
  const found = matching(await listTransfers(client), typed).filter(isOffer);
  return found.length === 1 ? found[0] : undefined;
}

/** Waits for the owner's word. */
export function isOffer({ direction, stage }: TransferRow): boolean {
  return direction === 'in' && stage === 'offered';
}

function matching(rows: readonly TransferRow[], typed: string): readonly TransferRow[] {
  const digits = typed.toLowerCase();
  return digits.length < LEAST_DIGITS
    ? []
    : rows.filter(({ id }) => id.endsWith(digits) || id.startsWith(digits));
}
