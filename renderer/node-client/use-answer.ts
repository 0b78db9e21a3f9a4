import { useEffect, useState } from 'react';
import type { AppError } from '../../src/base/app-error.js';
import type { CommandParams, CommandResult } from '../../src/contract/commands.js';
import { askUntilAnswered, type Question } from './ask-until-answered.js';
import { browserSchedule } from './schedule.js';
import { useNode } from './use-node.js';

export interface Asked<Name extends Question> {
  /** Undefined until the node answered. */
  readonly answer: CommandResult<Name> | undefined;
  /** Why there is none yet: it is asked again by itself. */
  readonly refusal: AppError | undefined;
}

/** What the node answers to these parameters, which are compared by value, once for each version. */
export function useAsked<Name extends Question>(
  name: Name,
  params: CommandParams<Name>,
  /** Asked again when it is another one. */
  version = 0,
): Asked<Name> {
  const { connection } = useNode();
  const [asked, setAsked] = useState<Asked<Name>>({ answer: undefined, refusal: undefined });
  const key = JSON.stringify(params);
  useEffect(
    () =>
      askUntilAnswered(connection, browserSchedule, {
        name,
        params: JSON.parse(key) as CommandParams<Name>,
        onAnswer: (answer) => {
          setAsked({ answer, refusal: undefined });
        },
        onRefused: (refusal) => {
          setAsked(({ answer }) => ({ answer, refusal }));
        },
      }),
    [connection, name, key, version],
  );
  return asked;
}

/** Of a question without parameters. */
export function useAnswer<Name extends Exclude<Question, 'safetyNumber'>>(
  name: Name,
  version = 0,
): CommandResult<Name> | undefined {
  // The compiler does not see that this holds for every name.
  return useAsked(name, {} as CommandParams<Name>, version).answer;
}
