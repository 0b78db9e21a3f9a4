// What one contact is told of its owner's typing and being there, and what is shown of the contact's. Both or neither: each
// is told only to who tells it too, and shown only by who tells it (PROTOCOL 4). Times are ms of one monotonic clock.

import type { Activity } from '../../protocol/activity-codec.js';
import type { Presence } from '../../protocol/registry.js';
import { fullBucket, type Rate, takeTokens, type TokenBucket } from '../link/index.js';
import { ACTIVE_LASTS_MS, ACTIVE_REPEAT_MS, TYPING_LASTS_MS, TYPING_REPEAT_MS } from './lasting.js';

/** What could be told to one contact. */
export interface OwnActivity {
  /** Switched on by the owner. */
  readonly tellsTyping: boolean;
  readonly tellsPresence: boolean;
  readonly isTyping: boolean;
  readonly isActive: boolean;
}

/** Of who takes part in nothing. */
export const SILENT: OwnActivity = {
  tellsTyping: false,
  tellsPresence: false,
  isTyping: false,
  isActive: false,
};

/** One link to one contact. */
export interface PeerActivity {
  /** Null: nothing yet. */
  readonly said: Activity | null;
  readonly saidAt: number;
  readonly saying: TokenBucket;
  /** Null: nothing yet, or too much. */
  readonly heard: Activity | null;
  readonly heardAt: number;
  readonly hearing: TokenBucket;
}

export interface ShownActivity {
  readonly typing: boolean;
  /** Null: not told. */
  readonly presence: Presence | null;
}

const SAYING: Rate = { burst: 3, perSecond: 1 / 3 };
const HEARING: Rate = { burst: 20, perSecond: 1 };

const NOTHING: Activity = { tellsTyping: false, tellsPresence: false, typing: false, presence: null };

export function startPeer(now: number): PeerActivity {
  return {
    said: null,
    saidAt: now,
    saying: fullBucket(SAYING, now),
    heard: null,
    heardAt: now,
    hearing: fullBucket(HEARING, now),
  };
}

/** Of a contact that says more than it may nothing is known until it says something that is taken. */
export function hear(state: PeerActivity, activity: Activity, now: number): PeerActivity {
  const hearing = takeTokens(state.hearing, HEARING, 1, now);
  return hearing ? { ...state, heard: activity, heardAt: now, hearing } : { ...state, heard: null };
}

/** What to say now, if anything, and when to ask again at the latest. */
export function tell(
  state: PeerActivity,
  own: OwnActivity,
  now: number,
): { readonly state: PeerActivity; readonly say: Activity | null; readonly wakeAt: number } {
  const activity = toldOf(own, state.heard);
  const repeatAt = isSame(activity, state.said ?? NOTHING) ? state.saidAt + repeatMs(activity) : now;
  if (now < repeatAt) return { state, say: null, wakeAt: repeatAt };
  const saying = takeTokens(state.saying, SAYING, 1, now);
  // Taking everything back never waits: it goes out before a screen is locked, and behind it nothing does.
  if (!saying && !isSame(activity, NOTHING)) return { state, say: null, wakeAt: refilledAt(state.saying) };
  return {
    state: { ...state, said: activity, saidAt: now, saying: saying ?? state.saying },
    say: activity,
    wakeAt: now + repeatMs(activity),
  };
}

/** What its own owner sees of the contact, and when that ends by itself. */
export function shown(
  { heard, heardAt }: PeerActivity,
  own: OwnActivity,
  now: number,
): ShownActivity & { readonly endsAt: number } {
  const typing = own.tellsTyping && heard !== null && heard.typing && now < heardAt + TYPING_LASTS_MS;
  const told = own.tellsPresence && heard ? heard.presence : null;
  const presence = told === 'active' && now >= heardAt + ACTIVE_LASTS_MS ? null : told;
  const activeUntil = presence === 'active' ? heardAt + ACTIVE_LASTS_MS : Infinity;
  return { typing, presence, endsAt: typing ? heardAt + TYPING_LASTS_MS : activeUntil };
}

function toldOf(own: OwnActivity, heard: Activity | null): Activity {
  const { tellsTyping, tellsPresence } = own;
  const presence = own.isActive ? 'active' : 'away';
  return {
    tellsTyping,
    tellsPresence,
    typing: tellsTyping && heard?.tellsTyping === true && own.isTyping,
    presence: tellsPresence && heard?.tellsPresence === true ? presence : null,
  };
}

function repeatMs({ typing, presence }: Activity): number {
  if (typing) return TYPING_REPEAT_MS;
  return presence === 'active' ? ACTIVE_REPEAT_MS : Infinity;
}

function isSame(one: Activity, other: Activity): boolean {
  return (
    one.tellsTyping === other.tellsTyping &&
    one.tellsPresence === other.tellsPresence &&
    one.typing === other.typing &&
    one.presence === other.presence
  );
}

function refilledAt({ tokens, filledAt }: TokenBucket): number {
  return filledAt + Math.ceil(((1 - tokens) * 1_000) / SAYING.perSecond);
}
