/** What the owner lets contacts know, each thing under reciprocity: what is off is neither told nor shown. */
export interface Privacy {
  /** That their messages were read. */
  readonly receipts: boolean;
  /** That the owner is writing to them. */
  readonly typing: boolean;
  /** Whether the owner uses Kith just now. */
  readonly presence: boolean;
}

/** Until the owner chooses otherwise. */
export const DEFAULT_PRIVACY: Privacy = { receipts: true, typing: true, presence: false };

/** The one row that says it. Owner: activity. */
export interface PrivacyStore {
  /** `DEFAULT_PRIVACY` in a new store. */
  get(): Privacy;
  put(privacy: Privacy): void;
}
