// How much may be on its way to one peer: at most 256 encrypted, unacknowledged envelopes (DESIGN 6).

/** Most envelopes encrypted but not acknowledged, per peer. */
export const SEND_WINDOW = 256;
/** Most envelopes encrypted in one step, so that one busy peer does not hold up the others in a commit. */
export const SEND_STEP = 16;

/** Of what was committed, only envelopes above this number can still be unacknowledged on the other side. */
export function repeatedAbove(received: number): number {
  return Math.max(0, received - SEND_WINDOW);
}

/** How many more rows may be encrypted in this step. */
export function sendAllowance(unacknowledged: number): number {
  return Math.max(0, Math.min(SEND_STEP, SEND_WINDOW - unacknowledged));
}

/** Whether an acknowledgement can be true: it moves forward and names nothing we have not sent. */
export function judgeAck(
  acked: number,
  sent: number,
  streamSeq: number,
): 'advance' | 'repeat' | 'impossible' {
  if (streamSeq > sent) return 'impossible';
  return streamSeq > acked ? 'advance' : 'repeat';
}
