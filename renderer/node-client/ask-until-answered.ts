// A question that is not lost while the node is away, or refuses for now: asked again until it is answered.

import type { AppError } from '../../src/base/app-error.js';
import type { CommandName, CommandParams, CommandResult } from '../../src/contract/commands.js';
import { isOpen, type NodeConnection } from './node-connection.js';
import { retryDelayMs } from './retry-delay.js';
import type { Schedule } from './schedule.js';

/** Commands that only ask. */
export type Question = Extract<
  CommandName,
  'self' | 'certificate' | 'storage' | 'logReport' | 'safetyNumber'
>;

export interface Asking<Name extends Question> {
  readonly name: Name;
  readonly params: CommandParams<Name>;
  readonly onAnswer: (answer: CommandResult<Name>) => void;
  /** Before it is asked again. */
  readonly onRefused: (error: AppError) => void;
}

/** Asks again after longer and longer waits, and at once when the node is there again, until the returned function is called. */
export function askUntilAnswered<Name extends Question>(
  connection: Pick<NodeConnection, 'call' | 'state'>,
  schedule: Pick<Schedule, 'after'>,
  { name, params, onAnswer, onRefused }: Asking<Name>,
): () => void {
  let failures = 0;
  /** The question that counts; what comes of others comes too late. */
  let current: object | undefined;
  const ask = async () => {
    const asked = {};
    current = asked;
    const answer = await connection.call(name, params);
    if (current !== asked) return;
    if (answer.ok) {
      end();
      onAnswer(answer.value);
      return;
    }
    onRefused(answer.error);
    schedule.after(retryDelayMs(failures++), () => {
      if (current === asked) void ask();
    });
  };
  const stopListening = connection.state.subscribe((now, before) => {
    if (!isOpen(before) && isOpen(now)) void ask();
  });
  const end = () => {
    current = undefined;
    stopListening();
  };
  void ask();
  return end;
}
