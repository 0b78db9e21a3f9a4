// How much may come in a day of what nobody is asked about.

/** Of all contacts together, however many there are: 2 GB. */
export const UNASKED_OF_ALL_BYTES = 2_000_000_000;
/** Of one contact: 200 MB. */
const UNASKED_OF_ONE_BYTES = 200_000_000;

/** What one contact may send in a day without a question; one file of the greatest size its rule takes in any case. */
export function unaskedOfOneBytes({ mostBytes }: { readonly mostBytes: number }): number {
  return Math.max(UNASKED_OF_ONE_BYTES, mostBytes);
}
