// What a face knows of a command that failed: refused, or not known whether it was done. Of the second sort is whatever came
// back after the node may have committed; under its id such a command can be asked again (decision 0004).

import { AppError, type ErrorCode } from '../base/app-error.js';

/** The node went away, or it locked, or its part that was asked ended, before it answered. */
const LOST: readonly ErrorCode[] = ['NODE_NOT_RUNNING', 'NODE_STOPPING', 'ANSWER_LOST'];

/** Whether the node may have done what it was asked although this is all that came back. */
export function isAnswerLost(error: unknown): boolean {
  return error instanceof AppError && LOST.includes(error.code);
}

/** As `isAnswerLost`, and of a node that went on: a mistake in it may have come before it kept something or after. */
export function isOutcomeUnknown(error: unknown): boolean {
  return isAnswerLost(error) || AppError.is(error, 'COMMAND_FAILED');
}
