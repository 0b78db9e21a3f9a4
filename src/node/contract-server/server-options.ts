import type { NodeState } from '../../contract/values.js';
import type { Timers } from '../../core/ports/timers.js';
import type { ViewSource } from '../views/view-sink.js';
import type { CommandHandlers } from './handlers.js';

/** What a node gives its contract server. */
export interface ContractServerOptions {
  /** Of the program, for `hello`. */
  readonly version: string;
  /** The state at the start; later ones come by `setState`. */
  readonly state: NodeState;
  readonly handlers: CommandHandlers;
  readonly views: ViewSource;
  readonly timers: Pick<Timers, 'after'>;
  /** A handler or view threw what is no AppError: a bug, for the log. The face learns COMMAND_FAILED only. */
  readonly onBug: (error: unknown) => void;
}
