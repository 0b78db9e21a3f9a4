import type { CommandName, CommandParams, CommandResult } from '../../contract/commands.js';

/** One function for each command; the composition root gives them. A refusal is a thrown AppError. */
export type CommandHandlers = {
  readonly [Name in CommandName]: (params: CommandParams<Name>) => Promise<CommandResult<Name>>;
};
