// Who types and who is there: what is told to whom, and what of it is shown.

export {
  hear,
  startPeer,
  SILENT,
  shown,
  tell,
  type OwnActivity,
  type PeerActivity,
} from './peer-activity.js';
export { OWN_ACTIVE_LASTS_MS, OWN_TYPING_LASTS_MS } from './lasting.js';
