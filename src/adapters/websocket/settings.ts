// One set of WebSocket limits for both directions (RFC 6455). Each bounds what an unauthenticated peer can make us hold.

import type { ClientOptions } from 'ws';
import { LIMITS } from '../../protocol/limits.js';

/** RFC 6455 section 1.9: what is spoken inside. */
export const SUBPROTOCOL = 'kith.v1';
/** The only path that upgrades. */
export const LINK_PATH = '/kith/1';

/** Options of `ws` that its type definitions do not know yet. */
interface RecentOptions {
  readonly maxFragments: number;
  readonly maxBufferedChunks: number;
  readonly closeTimeout: number;
}

export const SOCKET_SETTINGS = {
  /** Compression would leak lengths and cost memory per connection. */
  perMessageDeflate: false,
  maxPayload: LIMITS.noiseMessageBytes,
  /** Honest nodes never fragment; a proxy may split a message into a few. */
  maxFragments: 16,
  /** Pieces of one unfinished message as the network delivered them: 65,535 bytes in TLS records of 256 bytes or more. */
  maxBufferedChunks: 256,
  /** How long a closing handshake may take, in milliseconds. */
  closeTimeout: 2_000,
} as const satisfies Pick<ClientOptions, 'perMessageDeflate' | 'maxPayload'> & RecentOptions;
