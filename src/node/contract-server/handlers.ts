import type { CommandName, CommandParams, CommandResult } from '../../contract/commands.js';
import type { ViewName } from '../../contract/views.js';
import type { ViewSink } from '../views/view-sink.js';

/** One function for each command; the composition root gives them. A refusal is a thrown AppError. */
export type CommandHandlers = {
  readonly [Name in CommandName]: (params: CommandParams<Name>) => Promise<CommandResult<Name>>;
};

/** Where live views come from. */
export interface ViewSource {
  /** Begins with a snapshot; `params` passed the view's schema. Returns what ends it; nothing reaches the sink after. */
  subscribe(view: ViewName, params: unknown, sink: ViewSink): () => void;
}
