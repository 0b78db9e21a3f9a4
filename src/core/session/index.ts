export { type PairKnowledge, type PeerMarks, reconcile, type Verdict } from './reconcile.js';
export {
  mayRenew,
  newStream,
  RENEWAL_INTERVAL_MS,
  underOwnIncarnation,
  underPeerIncarnation,
} from './stream.js';
