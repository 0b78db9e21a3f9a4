import { AppError } from '../base/app-error.js';
import type { ErrorValue } from '../contract/values.js';

/** What a face is told of a failure: the code of an expected one, nothing of any other. */
export function errorValueOf(error: unknown): ErrorValue {
  if (!(error instanceof AppError)) return { code: 'COMMAND_FAILED', params: {} };
  return { code: error.code, params: { ...error.params } };
}
