// What a command refuses by itself, before or without asking the node, and how any failure is told.

import { AppError, type ErrorParams } from '../base/app-error.js';
import { EXIT, exitCodeOf } from './exit-codes.js';
import { safeText } from './terminal.js';
import { errorSentence } from './words.js';

/** Codes that exist only in this face, or have other words here. */
type RefusalCode =
  | 'USAGE'
  | 'CONFIG_INVALID'
  | 'NODE_LOCKED'
  | 'CONFIRMATION_NEEDED'
  | 'NUMBER_UNSEEN'
  | 'FINGERPRINT_DIFFERS'
  | 'DECLINED'
  | 'INTERRUPTED'
  | 'NOT_DELIVERED'
  | 'SEND_UNKNOWN'
  | 'REMOVAL_UNKNOWN'
  | 'TRANSFER_ENDED';

export class Refusal extends Error {
  override readonly name = 'Refusal';

  constructor(
    readonly code: RefusalCode,
    /** The sentence for the person. */
    readonly text: string,
    readonly exitCode: number = EXIT.failed,
    readonly params: ErrorParams = {},
  ) {
    super(code);
  }
}

export interface Failure {
  readonly code: string;
  readonly params: Readonly<Record<string, string | number | boolean>>;
  readonly text: string;
  readonly exitCode: number;
}

/** How a thrown value is told to the person and to scripts. */
export function failureOf(error: unknown): Failure {
  if (error instanceof AppError) {
    return {
      code: error.code,
      params: error.params,
      text: errorSentence(error),
      exitCode: exitCodeOf(error.code),
    };
  }
  if (error instanceof Refusal)
    return { code: error.code, params: error.params, text: error.text, exitCode: error.exitCode };
  const text = `This is a mistake in Kith itself: ${safeText(error instanceof Error ? error.message : String(error))}`;
  return { code: 'COMMAND_FAILED', params: {}, text, exitCode: EXIT.failed };
}
