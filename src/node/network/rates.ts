import type { Rate } from '../../core/link/index.js';

/** What may be sent to us: by a contact on a link, by the strangers of a network. Who is faster waits, or is cut. */
export interface InboundRates {
  readonly frames: Rate;
  readonly bytes: Rate;
}

export const CONTACT_RATES: InboundRates = {
  frames: { burst: 2_000, perSecond: 5_000 },
  bytes: { burst: 8 * 1_048_576, perSecond: 32 * 1_048_576 },
};

export const STRANGER_RATES: InboundRates = {
  frames: { burst: 20, perSecond: 2 },
  bytes: { burst: 131_072, perSecond: 16_384 },
};

/** More frames than these that had to be refused end the link. */
export const REFUSAL_RATE: Rate = { burst: 20, perSecond: 20 / 60 };
