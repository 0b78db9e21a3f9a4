// Who lost a key says to each contact which one it was: the claim of a contact request (`replaces`).

import { AppError } from '../../base/app-error.js';
import type { NodeId } from '../../base/ids.js';
import { err, ok, type Result } from '../../base/result.js';
import { parseAddTarget } from './add-link.js';

/**
 * The key the owner was known by, as they paste it: the NodeId, or any text that holds their add link of that time.
 * FORMER_KEY_INVALID with a `reason`: `unreadable`, `own` (the key of now), or `theirs` (the key of who is asked).
 */
export function parseFormerKey(
  text: string,
  asked: { readonly self: NodeId; readonly recipient: NodeId },
): Result<NodeId, AppError> {
  const target = parseAddTarget(text);
  const former = target.ok ? target.value.nodeId : null;
  if (former === null) return refuse('unreadable');
  if (former === asked.self) return refuse('own');
  return former === asked.recipient ? refuse('theirs') : ok(former);
}

function refuse(reason: 'unreadable' | 'own' | 'theirs'): Result<never, AppError> {
  return err(new AppError('FORMER_KEY_INVALID', { reason }));
}
