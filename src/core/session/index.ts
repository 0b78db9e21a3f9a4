export { type PairKnowledge, type PeerMarks, reconcile, type Verdict } from './reconcile.js';
export { mayRenew, newStream, underOwnIncarnation, underPeerIncarnation } from './stream.js';
