// The numbers of the wire, by name. Numbers are added, never reused; docs/PROTOCOL.md is checked against these tables.

import {
  CloseCode,
  EnvelopeType as WireEnvelopeType,
  FileEnd as WireFileEnd,
  Presence as WirePresence,
  RefusalCode,
} from './generated/kith_pb.js';

/** Frame kinds: 1-63 control, 64-127 envelopes, 128-191 bulk. */
export const FRAME_KINDS = {
  ping: 1,
  pong: 2,
  close: 3,
  refused: 4,
  marks: 5,
  ack: 6,
  contactRequest: 7,
  requestWithdrawn: 8,
  sessionRenewal: 9,
  requestForgotten: 10,
  envelopeRefused: 11,
  activity: 12,
  envelope: 64,
  fileWanted: 128,
  fileTicket: 129,
  chunkWanted: 130,
  chunkSlice: 131,
  pushWanted: 132,
  pushFailed: 133,
} as const;

/** Why the sender of a Close frame ends the link. */
export const CLOSE_REASONS = {
  shutdown: CloseCode.SHUTDOWN,
  locked: CloseCode.LOCKED,
  duplicate: CloseCode.DUPLICATE,
  renewal: CloseCode.RENEWAL,
  protocol: CloseCode.PROTOCOL,
  flood: CloseCode.FLOOD,
  stream: CloseCode.STREAM,
  incarnation: CloseCode.INCARNATION,
} as const;

/** Why a frame was not accepted. */
export const REFUSAL_REASONS = {
  unsupported: RefusalCode.UNSUPPORTED,
  malformed: RefusalCode.MALFORMED,
  notAllowed: RefusalCode.NOT_ALLOWED,
  busy: RefusalCode.BUSY,
} as const;

export const ENVELOPE_TYPES = {
  preKey: WireEnvelopeType.PRE_KEY,
  whisper: WireEnvelopeType.WHISPER,
} as const;

/** Kinds of payload content. */
export const CONTENT_KINDS = {
  text: 1,
  profile: 2,
  readReceipt: 3,
  withdrawn: 4,
  recovered: 5,
  fileOffer: 6,
  fileAccepted: 7,
  fileKey: 8,
  fileComplete: 9,
  fileReceived: 10,
  fileEnded: 11,
  filePaused: 12,
} as const;

/** Whether somebody is there. */
export const PRESENCES = {
  active: WirePresence.ACTIVE,
  away: WirePresence.AWAY,
} as const;

/** Why nothing more is sent or taken of a file. */
export const FILE_ENDS = {
  declined: WireFileEnd.DECLINED,
  cancelled: WireFileEnd.CANCELLED,
  sourceChanged: WireFileEnd.SOURCE_CHANGED,
  damaged: WireFileEnd.DAMAGED,
  tooMany: WireFileEnd.TOO_MANY,
  gone: WireFileEnd.GONE,
} as const;

export type CloseReason = keyof typeof CLOSE_REASONS;
export type RefusalReason = keyof typeof REFUSAL_REASONS;
export type FileEnd = keyof typeof FILE_ENDS;
export type Presence = keyof typeof PRESENCES;
export type EnvelopeType = keyof typeof ENVELOPE_TYPES;

/** The name of a number in one of the tables; undefined when it has none. */
export function nameOf<Name extends string>(
  table: Readonly<Record<Name, number>>,
  value: number,
): Name | undefined {
  return (Object.keys(table) as Name[]).find((name) => table[name] === value);
}
