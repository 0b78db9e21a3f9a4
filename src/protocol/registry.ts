// The numbers of the wire, by name. Numbers are added, never reused; docs/PROTOCOL.md is checked against these tables.

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
  envelope: 64,
} as const;

/** Why the sender of a Close frame ends the link. */
export const CLOSE_REASONS = {
  shutdown: 1,
  locked: 2,
  duplicate: 3,
  renewal: 4,
  protocol: 5,
  flood: 6,
  stream: 7,
  incarnation: 8,
} as const;

/** Why a frame was not accepted. */
export const REFUSAL_REASONS = { unsupported: 1, malformed: 2, notAllowed: 3, busy: 4 } as const;

export const ENVELOPE_TYPES = { preKey: 1, whisper: 2 } as const;

/** Kinds of payload content. */
export const CONTENT_KINDS = { text: 1, profile: 2, readReceipt: 3, withdrawn: 4, recovered: 5 } as const;

export type FrameKind = keyof typeof FRAME_KINDS;
export type CloseReason = keyof typeof CLOSE_REASONS;
export type RefusalReason = keyof typeof REFUSAL_REASONS;
export type EnvelopeType = keyof typeof ENVELOPE_TYPES;

/** The name of a number in one of the tables; undefined when it has none. */
export function nameOf<Name extends string>(
  table: Readonly<Record<Name, number>>,
  value: number,
): Name | undefined {
  return (Object.keys(table) as Name[]).find((name) => table[name] === value);
}
