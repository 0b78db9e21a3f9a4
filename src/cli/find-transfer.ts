// The one file an owner means, by its id as the lists show it, or the beginning of the whole.

import { AppError } from '../base/app-error.js';
import type { ContractClient } from '../contract/client.js';
import type { TransferRow } from '../contract/values.js';
import { snapshot } from './session.js';

const DIGITS = /^[0-9a-f]{4,32}$/u;
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

/** Also one that no list shows any more. @throws AppError NOT_FOUND, AMBIGUOUS_NAME */
export async function findTransfer(client: ContractClient, typed: string): Promise<TransferRow> {
  const found = await named(client, typed);
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
  const found = (await named(client, typed)).filter(isOffer);
  return found.length === 1 ? found[0] : undefined;
}

/** Waits for the owner's word. */
export function isOffer({ direction, stage }: Pick<TransferRow, 'direction' | 'stage'>): boolean {
  return direction === 'in' && (stage === 'offered' || stage === 'waiting');
}

/** Undefined: it was forgotten. */
export async function transferById(client: ContractClient, id: string): Promise<TransferRow | undefined> {
  const { files } = await client.call('findFiles', { digits: id });
  return files.find((row) => row.id === id);
}

async function named(client: ContractClient, typed: string): Promise<readonly TransferRow[]> {
  const digits = typed.toLowerCase();
  return DIGITS.test(digits) ? (await client.call('findFiles', { digits })).files : [];
}
