export { type Course, courseAfter } from './course.js';
export { BELIEVED_CLAIMS, type ClaimVerdict, judgeLifeClaim } from './life-claim.js';
export { PEER_BUDGETS, type PeerBudget, refilledInMs, spendOne } from './peer-budget.js';
export { type PairKnowledge, type PeerMarks, reconcile, type Verdict } from './reconcile.js';
export {
  mayRenew,
  newStream,
  RENEWAL_INTERVAL_MS,
  underOwnIncarnation,
  underPeerIncarnation,
} from './stream.js';
