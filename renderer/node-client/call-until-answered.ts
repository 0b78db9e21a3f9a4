// A command that is not left unanswered: what a session lost is asked again in the next one.

import type { AppError } from '../../src/base/app-error.js';
import type { Result } from '../../src/base/result.js';
import { isAnswerLost } from '../../src/contract/answer-lost.js';
import type { CommandName, CommandParams, CommandResult } from '../../src/contract/commands.js';
import { isOpen, type NodeConnection } from './node-connection.js';

/**
 * For commands that are the same a second time, by the ids they give. However many sessions it takes: what comes back is what
 * the node answered, and never a loss of which nobody knows whether it was done.
 */
export async function callUntilAnswered<Name extends CommandName>(
  connection: Pick<NodeConnection, 'call' | 'state'>,
  name: Name,
  params: CommandParams<Name>,
): Promise<Result<CommandResult<Name>, AppError>> {
  let answer = await connection.call(name, params);
  while (!answer.ok && isAnswerLost(answer.error)) {
    await untilOpen(connection);
    answer = await connection.call(name, params);
  }
  return answer;
}

/** Resolves the next time it is, whatever it is now. */
export async function untilOpen({ state }: Pick<NodeConnection, 'state'>): Promise<void> {
  await new Promise<void>((resolve) => {
    const stop = state.subscribe((now, before) => {
      if (isOpen(before) || !isOpen(now)) return;
      stop();
      resolve();
    });
  });
}
