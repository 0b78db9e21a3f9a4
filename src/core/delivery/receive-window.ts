// What to do with an envelope, from its number alone: each is committed once and in order.

/**
 * accept: the next one. repeat: committed before, acknowledge again. doubt: a committed number with other bytes.
 * hole: something before it is missing.
 */
export type Arrival = 'accept' | 'repeat' | 'doubt' | 'hole';

/**
 * @param received highest stream_seq committed
 * @param streamSeq the envelope's number, from 1
 * @param isSame whether these ciphertext bytes were committed under this number
 */
export function judgeArrival(received: number, streamSeq: number, isSame: boolean): Arrival {
  if (streamSeq <= received) return isSame ? 'repeat' : 'doubt';
  return streamSeq === received + 1 ? 'accept' : 'hole';
}
