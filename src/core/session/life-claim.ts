// A contact's marks can claim that this store is an older copy. Following the claim costs every contact a new session, so
// one contact's word alone is followed a few times, and after that only on the owner's word.

/**
 * How often one contact is believed before the owner is asked. The count is kept with the store: a copy that is restored
 * brings the count of its own time along, so restoring the same backup again and again never uses it up.
 */
export const BELIEVED_CLAIMS = 3;

/** believe: begin a new life. doubt: the first one too many, which the owner hears of. ignore: the owner knows. */
export type ClaimVerdict = 'believe' | 'doubt' | 'ignore';

/** @param earlier claims of this contact since the owner last took its word */
export function judgeLifeClaim(earlier: number): ClaimVerdict {
  if (earlier < BELIEVED_CLAIMS) return 'believe';
  return earlier === BELIEVED_CLAIMS ? 'doubt' : 'ignore';
}
