export { ChunkSet, type ChunkRun } from './chunk-set.js';
export { FIRST_FILE_RULE, isTakenByRule } from './file-rule.js';
export { lossOf, nextLookMs } from './source-loss.js';
export { spendUnasked } from './unasked-budget.js';
export { Turns, type TurnRequest } from './turns.js';
export {
  isFlowing,
  isOver,
  isUnanswered,
  offeredTransfer,
  stepTransfer,
  type TransferInput,
  type TransferWord,
} from './transfer-state.js';
