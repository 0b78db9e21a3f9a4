import type { AppError } from '../../src/base/app-error.js';
import type { ErrorValue } from '../../src/contract/values.js';
import { displayName } from '../text/display-name.js';
import { type WordParams, words } from './language.js';

/** What happened, whether anything was lost, what to do. Parameters may come from strangers. */
export function errorWords(error: AppError | ErrorValue): string {
  const { older, path, port, reason } = error.params;
  if (error.code === 'PEER_VERSION_UNSUPPORTED' && (older === 'theirs' || older === 'ours'))
    return words(`olderKith.${older}`);
  if (error.code === 'FOLDER_UNUSABLE' && typeof path === 'string' && isFolderReason(reason))
    return words(`folderUnusable.${reason}`, { path: displayName(path, '…') });
  if (error.code === 'ACCESS_DENIED' && typeof port === 'number')
    return words('portDenied', { port: String(port) });
  return words(`errors.${error.code}`, paramsOf(error.params));
}

const FOLDER_REASONS = ['missing', 'access', 'special'] as const;

function isFolderReason(reason: unknown): reason is (typeof FOLDER_REASONS)[number] {
  return FOLDER_REASONS.some((known) => known === reason);
}

/** Numbers stay numbers: they choose plural forms. */
function paramsOf(params: ErrorValue['params']): WordParams {
  return Object.fromEntries(
    Object.entries(params).map(([name, value]) => [
      name,
      typeof value === 'number' ? value : displayName(String(value), '…'),
    ]),
  );
}
