import { useEffect, useState } from 'react';
import type { CommandName, CommandResult } from '../../src/contract/commands.js';
import { useNode } from './use-node.js';

/** Commands that only ask. */
type Question = Extract<CommandName, 'self' | 'certificate' | 'storage' | 'logReport'>;

/** What the node answers, asked once for each version; undefined until then, and when it does not. */
export function useAnswer<Name extends Question>(
  name: Name,
  /** Asked again when it is another one. */
  version = 0,
): CommandResult<Name> | undefined {
  const { connection } = useNode();
  const [value, setValue] = useState<CommandResult<Name>>();
  useEffect(() => {
    void connection.call<Question>(name, {}).then((answer) => {
      // The result belongs to the question asked.
      if (answer.ok) setValue(answer.value as CommandResult<Name>);
    });
  }, [connection, name, version]);
  return value;
}
