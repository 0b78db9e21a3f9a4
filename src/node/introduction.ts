// What this node proves on links and tells anyone: signed by the lane, which has the identity key, used by the network.

import { formatHostPort } from '../base/host-port.js';
import type { KeyPair } from '../core/ports/link-crypto.js';
import type { RecordAddress } from '../protocol/record-codec.js';
import type { CloseReason } from '../protocol/registry.js';
import type { Logger } from '../adapters/logging/logger.js';
import type { LaneClient } from './lane/lane-client.js';
import type { LinkLayer } from './network/link-layer.js';

export class Introduction {
  /** The addresses it was signed with last. */
  #told: string | undefined;

  constructor(
    private readonly parts: {
      readonly lane: Pick<LaneClient, 'credentials'>;
      readonly layer: Pick<LinkLayer, 'setCredentials'>;
      /** Noise static key of this process. */
      readonly staticKey: KeyPair;
      readonly addresses: () => readonly RecordAddress[];
      readonly logger: Pick<Logger, 'bug'>;
    },
  ) {}

  /** The store has a new incarnation. A lane that cannot sign any more is about to close, and the links with it. */
  incarnationChanged(): void {
    this.#makeAgain('incarnation');
  }

  /** The port is known that was not when this was made. */
  addressesChanged(): void {
    if (this.#told !== undefined && this.#told !== namesOf(this.parts.addresses())) this.#makeAgain(null);
  }

  /** Signs for the first time. */
  make(): Promise<void> {
    return this.#sign(null, false);
  }

  #makeAgain(closeWith: CloseReason | null): void {
    this.#sign(closeWith, true).catch((error: unknown) => {
      this.parts.logger.bug(error);
    });
  }

  /**
   * For the current incarnation; links under the old one are closed with this reason, null keeps them. Whoever opens a node
   * hears that its disk fails; nobody hears it later, so that waits.
   */
  async #sign(closeWith: CloseReason | null, waitsForDisk: boolean): Promise<void> {
    const { lane, layer, staticKey } = this.parts;
    const addresses = this.parts.addresses();
    this.#told = namesOf(addresses);
    const own = await lane.credentials(staticKey.publicKey, addresses, waitsForDisk);
    layer.setCredentials(
      { nodeId: own.nodeId, encoded: own.credentials, staticKey, record: own.record },
      closeWith,
    );
  }
}

function namesOf(addresses: readonly RecordAddress[]): string {
  return addresses.map(formatHostPort).join(' ');
}
