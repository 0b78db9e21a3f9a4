export { type AddTarget, DEFAULT_PORT, formatAddLink, normaliseAddress, parseAddTarget } from './add-link.js';
export { parseFormerKey } from './former-key.js';
export { formatCompareCode } from './compare-code.js';
export { afterClaims, canBeReplaced, freezes, frozen, keepingKey, unblocked } from './key-claim.js';
export { takenBack, told, untoldWithdrawal } from './withdrawal.js';
export { policyOf } from './contact-policy.js';
export {
  judgeRequest,
  PENDING_PER_NETWORK,
  PENDING_REQUESTS,
  REQUEST_CHANGE_MS,
  type RequestFacts,
  type RequestVerdict,
} from './request-verdict.js';
