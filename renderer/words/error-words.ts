import type { AppError } from '../../src/base/app-error.js';
import type { ErrorValue } from '../../src/contract/values.js';
import { displayName } from '../text/display-name.js';
import { type WordParams, words } from './language.js';

/** What happened, whether anything was lost, what to do. Parameters may come from strangers. */
export function errorWords(error: AppError | ErrorValue): string {
  const { older } = error.params;
  if (error.code === 'PEER_VERSION_UNSUPPORTED' && (older === 'theirs' || older === 'ours'))
    return words(`olderKith.${older}`);
  return words(`errors.${error.code}`, paramsOf(error.params));
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
