import { AppError, type ErrorCode } from '../../src/base/app-error.js';

/** What a failing disk has commands refused with. */
const REFUSALS = ['STORE_FAILED', 'DISK_FULL'] as const satisfies readonly ErrorCode[];

/** As an owner would: what was refused because of the disk is asked for again. */
export async function insist<Done>(ask: () => Promise<Done>): Promise<Done> {
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      if (!REFUSALS.some((code) => AppError.is(error, code))) throw error;
    }
  }
}
