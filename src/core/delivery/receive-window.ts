// What to do with an envelope, from its number alone: each is committed once and in order.

/**
 * accept: the next one. repeat: committed before, acknowledge again. doubt: a committed number with other bytes.
 * hole: something before it is missing.
 */
export type Arrival = 'accept' | 'repeat' | 'doubt' | 'hole';

/**
 * How many committed envelopes are looked at for bytes that come again under another number. A contact can make us look as
 * often as it likes, so what one look costs does not grow with what was said.
 */
const REMEMBERED_ENVELOPES = 1_024;

/** Only envelopes above this number are looked at. @param received highest stream_seq committed */
export function rememberedAbove(received: number): number {
  return Math.max(0, received - REMEMBERED_ENVELOPES);
}

/**
 * @param received highest stream_seq committed
 * @param streamSeq the envelope's number, from 1
 * @param isSame whether these ciphertext bytes were committed under this number
 */
export function judgeArrival(received: number, streamSeq: number, isSame: boolean): Arrival {
  if (streamSeq <= received) return isSame ? 'repeat' : 'doubt';
  return streamSeq === received + 1 ? 'accept' : 'hole';
}
