import { AppError } from '../../base/app-error.js';
import type { NodeState } from '../../contract/values.js';

/** Why something allowed only in `allowed` is refused in `state`, or undefined when it is allowed. */
export function stateRefusal(allowed: readonly NodeState[], state: NodeState): AppError | undefined {
  if (allowed.includes(state)) return undefined;
  if (state === 'empty') return new AppError('IDENTITY_MISSING');
  if (allowed.includes('open')) return new AppError('NODE_LOCKED');
  if (!allowed.includes('locked')) return new AppError('IDENTITY_EXISTS');
  return new AppError('INPUT_INVALID', { state });
}
