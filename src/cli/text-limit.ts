// One refusal for a text no message can hold, with the true limit, however long it is.

import { AppError } from '../base/app-error.js';
import { MOST_TEXT_BYTES } from '../contract/bounds.js';

export function tooLong(): AppError {
  return new AppError('TEXT_TOO_LONG', { limitBytes: MOST_TEXT_BYTES });
}

/** @throws AppError TEXT_TOO_LONG before it becomes more than a line to the node may hold */
export function demandShortEnough(text: string): void {
  if (Buffer.byteLength(text) > MOST_TEXT_BYTES) throw tooLong();
}
