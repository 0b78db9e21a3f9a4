// What a test may break of the product: the lanes of the model call what stands here, and else the real function.

import type * as delivery from '../../src/core/delivery/index.js';
import type * as session from '../../src/core/session/index.js';
import type * as places from '../../src/node/lane/places.js';

export interface Rules
  extends
    Pick<typeof delivery, 'judgeArrival' | 'sendAllowance'>,
    Pick<typeof session, 'reconcile' | 'courseAfter' | 'underOwnIncarnation'>,
    Pick<typeof places, 'makeRoom'> {}
