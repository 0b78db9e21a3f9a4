// The network side of an open node. It stands whether or not the port can be had: who cannot be called still calls.

import { createLinkCrypto } from '../adapters/crypto/link-crypto.js';
import type { LimitedLog } from '../adapters/logging/limited-log.js';
import type { Logger } from '../adapters/logging/logger.js';
import { isOwnNetwork } from '../adapters/system/own-networks.js';
import type { TlsCertificate } from '../adapters/tls/certificate.js';
import type { Timers } from '../core/ports/timers.js';
import type { RecordAddress } from '../protocol/record-codec.js';
import type { ContactLinks } from './contact-links.js';
import { Introduction } from './introduction.js';
import type { LaneClient } from './lane/lane-client.js';
import type { LinkBridge } from './link-bridge.js';
import { createLinkLayer } from './network/create-link-layer.js';
import { KeptListening, type Place } from './network/keep-listening.js';
import type { LinkLayer } from './network/link-layer.js';
import type { Transfers } from './transfers.js';

export interface NetworkOptions {
  readonly certificate: TlsCertificate;
  /** Null neither listens nor dials: for a node that only shows what it has. */
  readonly listen: Place | null;
  /** What to tell others, once the port is known. */
  readonly addresses: (port: number) => readonly RecordAddress[];
  readonly timers: Timers;
  /** In [0, 1), for jitter. */
  readonly random: () => number;
  /** The own address to dial from; the system chooses when undefined. */
  readonly localAddress: string | undefined;
  readonly logger: Logger;
}

export interface OpenNetwork {
  readonly layer: LinkLayer;
  /** Null: without network. */
  readonly listening: KeptListening | null;
  /** What others are told. */
  readonly addresses: () => readonly RecordAddress[];
}

/** What takes back what has started, the last first. */
export type Undo = (() => Promise<void> | void)[];

export interface NetworkSurroundings {
  readonly lane: LaneClient;
  readonly bridge: LinkBridge;
  readonly contacts: ContactLinks;
  readonly transfers: Transfers;
  readonly log: LimitedLog;
  /** Whether it listens has changed. */
  readonly changed: () => void;
}

/** Throws the AppErrors of the lane; a port that cannot be had is none (`KeptListening`). */
export async function openNetwork(
  options: NetworkOptions,
  { lane, bridge, contacts, transfers, log, changed }: NetworkSurroundings,
  undo: Undo,
): Promise<OpenNetwork> {
  const { certificate, timers, random, localAddress, logger, listen } = options;
  const crypto = createLinkCrypto();
  const layer = createLinkLayer(
    {
      certificate,
      crypto,
      timers,
      random,
      localAddress,
      file: (request, response, authorized) => transfers.answer(request, response, authorized),
      verify: (signer, label, body, signature) => lane.verify({ signer, label, body, signature }),
      isOwnNetwork,
      log: (event, fields) => {
        log.info(event, fields);
      },
    },
    bridge,
  );
  undo.push(() => layer.stop('shutdown'));
  // Without credentials the layer accepts and dials nothing.
  if (listen === null) return { layer, listening: null, addresses: () => [] };
  transfers.connect(layer);
  // What contacts are told does not change with a port that is busy for a while: they would forget the way.
  const addresses = () => {
    const port = listening.status.place?.port ?? listen.port;
    return port === 0 ? [] : options.addresses(port);
  };
  const introduction = new Introduction({
    lane,
    layer,
    staticKey: crypto.generateKeyPair(),
    addresses,
    logger,
  });
  const listening = new KeptListening({
    timers,
    random,
    listen: () => layer.listen(listen),
    changed: ({ place, error }) => {
      if (place) log.info('listening', { port: place.port });
      else log.info('not-listening', { code: error?.code ?? '', port: listen.port });
      introduction.addressesChanged();
      changed();
    },
  });
  undo.push(() => listening.stop());
  await listening.tryNow();
  bridge.connect(layer, {
    targetOf: (nodeId) => contacts.targetOf(nodeId),
    incarnationChanged: () => {
      introduction.incarnationChanged();
    },
  });
  layer.setTargets(contacts.targets());
  // From here on links come up, and whatever they bring finds everything in place.
  await introduction.make();
  return { layer, listening, addresses };
}
