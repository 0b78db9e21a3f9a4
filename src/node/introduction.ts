// What this node proves on links and tells anyone: signed by the lane, which has the identity key, used by the network.

import type { KeyPair } from '../core/ports/link-crypto.js';
import type { RecordAddress } from '../protocol/record-codec.js';
import type { CloseReason } from '../protocol/registry.js';
import type { Logger } from '../adapters/logging/logger.js';
import type { LaneClient } from './lane/lane-client.js';
import type { LinkLayer } from './network/link-layer.js';

export class Introduction {
  constructor(
    private readonly parts: {
      readonly lane: Pick<LaneClient, 'credentials'>;
      readonly layer: Pick<LinkLayer, 'setCredentials'>;
      /** Noise static key of this process. */
      readonly staticKey: KeyPair;
      readonly addresses: readonly RecordAddress[];
      readonly logger: Pick<Logger, 'bug'>;
    },
  ) {}

  /** The store has a new incarnation. A lane that cannot sign any more is about to close, and the links with it. */
  incarnationChanged(): void {
    this.make('incarnation').catch((error: unknown) => {
      this.parts.logger.bug(error);
    });
  }

  /** Signs anew, for the current incarnation; links under the old one are closed with this reason, null keeps them. */
  async make(closeWith: CloseReason | null): Promise<void> {
    const { lane, layer, staticKey, addresses } = this.parts;
    // Whoever opens a node hears that its disk fails; nobody hears it of a new incarnation, so that waits.
    const own = await lane.credentials(staticKey.publicKey, addresses, closeWith !== null);
    layer.setCredentials(
      { nodeId: own.nodeId, encoded: own.credentials, staticKey, record: own.record },
      closeWith,
    );
  }
}
