// The one request an owner means. A number means what the list shows now, so it counts only for somebody who is shown whom
// it found before anything happens.

import type { RequestRow } from '../contract/values.js';
import type { ContractClient } from '../contract/client.js';
import type { ApprovalOptions } from './confirm-digits.js';
import { EXIT } from './exit-codes.js';
import { findByName, findByNumberOrName, isListNumber } from './find-contact.js';
import { Refusal } from './refusal.js';
import { listRequests } from './session.js';

/** @throws AppError NOT_FOUND, AMBIGUOUS_NAME; Refusal NUMBER_UNSEEN for a number with nobody to look and no digits to compare */
export async function findRequest(
  client: ContractClient,
  typed: string,
  { yes, fingerprint }: ApprovalOptions,
): Promise<RequestRow> {
  const requests = await listRequests(client);
  if (yes !== true || fingerprint !== undefined) return findByNumberOrName(requests, typed, 'request');
  if (isListNumber(typed)) throw new Refusal('NUMBER_UNSEEN', UNSEEN, EXIT.usage);
  return findByName(requests, typed, 'request');
}

const UNSEEN =
  'The list may have changed since you saw that number. With --yes give a name or the beginning of an id.';
