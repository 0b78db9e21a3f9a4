// What to do with an envelope, from its number alone: each is committed once and in order.

/**
 * accept: the next one. repeat: committed before, acknowledge again. doubt: a committed number with other bytes.
 * hole: something before it is missing.
 */
export type Arrival = 'accept' | 'repeat' | 'doubt' | 'hole';

/**
 * @param received highest stream_seq committed
 * @param streamSeq the envelope's number, from 1
 * @param seen whether these ciphertext bytes were committed before
 */
export function judgeArrival(received: number, streamSeq: number, seen: boolean): Arrival {
  if (streamSeq <= received) return seen ? 'repeat' : 'doubt';
  if (streamSeq > received + 1) return 'hole';
  return seen ? 'doubt' : 'accept';
}
