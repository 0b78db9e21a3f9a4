// What somebody does just now as a typed value: nobody says more than they take part in.

import { create } from '@bufbuild/protobuf';
import * as wire from './generated/kith_pb.js';
import { PRESENCES, type Presence, nameOf } from './registry.js';
import type { WireFault } from './strict.js';

/** PROTOCOL 4. What is not told is false or null. */
export interface Activity {
  /** Takes part in telling when somebody types. */
  readonly tellsTyping: boolean;
  /** Takes part in telling whether somebody is there. */
  readonly tellsPresence: boolean;
  /** Writes to the receiver; only with `tellsTyping`. */
  readonly typing: boolean;
  /** Only with `tellsPresence`. */
  readonly presence: Presence | null;
}

export function activityToWire(activity: Activity): wire.Activity {
  const { tellsTyping, tellsPresence, typing, presence } = activity;
  return create(wire.ActivitySchema, {
    tellsTyping,
    tellsPresence,
    typing,
    presence: presence === null ? wire.Presence.UNSPECIFIED : PRESENCES[presence],
  });
}

export function activityFromWire(message: wire.Activity): Activity | WireFault {
  const { tellsTyping, tellsPresence, typing } = message;
  const isPresenceTold = message.presence !== wire.Presence.UNSPECIFIED;
  if ((typing && !tellsTyping) || (isPresenceTold && !tellsPresence)) return 'FRAME_MALFORMED';
  const presence = isPresenceTold ? nameOf(PRESENCES, message.presence) : null;
  return presence === undefined ? 'FRAME_UNSUPPORTED' : { tellsTyping, tellsPresence, typing, presence };
}
