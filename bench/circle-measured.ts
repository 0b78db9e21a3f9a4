// What is measured of a wide circle, and how wide it is.

import type { BareLinks } from './bare-links.js';
import type { CrowdTold } from './slow-crowd.js';

export const CONTACTS = 2_000;
/** Of them linked when the baseline of messages is taken. */
export const FEW = 20;
export const SLOW_CLIENTS = 2_000;
export const MESSAGES = { count: 500, perSecond: 50 };
export const CONNECTS = 200;

/** Milliseconds, each way. */
export interface Latencies {
  /** From a contact's encryption until it has the acknowledgement, which follows the commit. */
  readonly toNode: readonly number[];
  /** From `sendMessage` on the local socket until the contact has decrypted it. */
  readonly toContact: readonly number[];
}

export interface CircleMeasured {
  readonly bare: BareLinks;
  readonly approvedPerSecond: number;
  readonly few: Latencies;
  readonly all: Latencies;
  readonly linksPerSecond: number;
  readonly linkKibibytes: number;
  readonly connectsMs: readonly number[];
  readonly crowd: {
    readonly told: CrowdTold;
    readonly connectsMs: readonly number[];
    readonly messages: Latencies;
    readonly beforeMiB: number;
    readonly mostMiB: number;
    /** Of so many strangers with good manners, from 0 to 1. */
    readonly newcomersLetIn: number;
  };
}
