// What the model takes from the product.

import { judgeAck, judgeArrival, sendAllowance } from '../../src/core/delivery/index.js';
import { courseAfter, reconcile, underOwnIncarnation } from '../../src/core/session/index.js';

/** The transition functions of `core`; a test exchanges one for a broken one. */
export const RULES = { judgeAck, judgeArrival, sendAllowance, reconcile, courseAfter, underOwnIncarnation };
export type Rules = typeof RULES;

/** Messages given back in one step; the word that this was all goes with the last ones. */
export const STEP_MESSAGES = 2;
