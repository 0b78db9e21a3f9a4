// What this node proves on links and tells anyone: signed by the lane, which has the identity key, used by the network.

import type { KeyPair } from '../core/ports/link-crypto.js';
import type { RecordAddress } from '../protocol/record-codec.js';
import type { CloseReason } from '../protocol/registry.js';
import type { LaneClient } from './lane/lane-client.js';
import type { LinkLayer } from './network/link-layer.js';

export class Introduction {
  constructor(
    private readonly parts: {
      readonly lane: LaneClient;
      readonly layer: LinkLayer;
      /** Noise static key of this process. */
      readonly staticKey: KeyPair;
      readonly addresses: readonly RecordAddress[];
    },
  ) {}

  /** Signs anew, for the current incarnation; links under the old one are closed with this reason, null keeps them. */
  async make(closeWith: CloseReason | null): Promise<void> {
    const { lane, layer, staticKey, addresses } = this.parts;
    const own = await lane.credentials(staticKey.publicKey, addresses);
    layer.setCredentials(
      { nodeId: own.nodeId, encoded: own.credentials, staticKey, record: own.record },
      closeWith,
    );
  }
}
