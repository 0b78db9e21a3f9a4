// A node whose vault is open: commit lane, reader and network, started in this order and stopped in the reverse one.

import { createLinkCrypto } from '../adapters/crypto/link-crypto.js';
import type { Logger } from '../adapters/logging/logger.js';
import type { TlsCertificate } from '../adapters/tls/certificate.js';
import { type Bytes, copyBytes } from '../base/bytes.js';
import type { Secret } from '../base/secret.js';
import type { Timers } from '../core/ports/timers.js';
import type { RecordAddress } from '../protocol/record-codec.js';
import type { CloseReason } from '../protocol/registry.js';
import { ContactLinks } from './contact-links.js';
import { LaneClient } from './lane/lane-client.js';
import type { LaneFacts } from './lane/lane-messages.js';
import { LinkBridge } from './link-bridge.js';
import { createLinkLayer } from './network/create-link-layer.js';
import type { LinkLayer } from './network/link-layer.js';
import { ReaderClient } from './reader/reader-client.js';

export interface OpenNodeOptions {
  readonly databaseFile: string;
  /** 32 bytes; zeroed once both connections are open. */
  readonly masterKey: Secret<Bytes>;
  /** The owner's name, when the store is to be made. */
  readonly createFor: { readonly name: string } | null;
  readonly certificate: TlsCertificate;
  readonly listen: { readonly host: string; readonly port: number };
  /** What to tell others, once the port is known. */
  readonly addresses: (port: number) => readonly RecordAddress[];
  readonly timers: Timers;
  /** In [0, 1), for jitter. */
  readonly random: () => number;
  readonly lane: { readonly entry: URL; readonly data: unknown };
  /** The own address to dial from; the system chooses when undefined. */
  readonly localAddress: string | undefined;
  readonly logger: Logger;
}

export interface OpenNodeListener {
  committed(rev: number, entities: readonly string[]): void;
  /** Links, dialling or the contacts behind them changed. */
  linksChanged(): void;
  /** The store's thread ended by itself. */
  died(): void;
}

export interface OpenNode {
  readonly facts: LaneFacts;
  readonly lane: LaneClient;
  readonly reader: ReaderClient;
  readonly layer: LinkLayer;
  readonly contacts: ContactLinks;
  readonly listening: { readonly host: string; readonly port: number };
  readonly addresses: readonly RecordAddress[];
  /** Close frames out, what is in work committed, both connections closed. */
  stop(reason: 'shutdown' | 'locked'): Promise<void>;
}

/** Throws the AppError of whatever does not start; what had started is stopped again. */
export async function openNode(options: OpenNodeOptions, listener: OpenNodeListener): Promise<OpenNode> {
  const undo: (() => Promise<void> | void)[] = [];
  try {
    return await start(options, listener, undo);
  } catch (error) {
    for (const step of undo.reverse()) await step();
    throw error;
  } finally {
    options.masterKey.reveal().fill(0);
  }
}

async function start(
  options: OpenNodeOptions,
  listener: OpenNodeListener,
  undo: (() => Promise<void> | void)[],
): Promise<OpenNode> {
  const { timers, logger } = options;
  const log: Logger['info'] = (event, fields) => {
    logger.info(event, fields);
  };
  const contacts = new ContactLinks(timers, listener);
  // Nothing arrives before a link is up, and no link is up before everything here stands.
  let bridge: LinkBridge | undefined;
  const lane = new LaneClient(
    options.lane.entry,
    {
      committed: (rev, entities) => {
        listener.committed(rev, entities);
      },
      effect: (effect) => bridge?.apply(effect),
      worked: (frames) => bridge?.worked(frames),
      died: (error) => {
        logger.bug(error);
        listener.died();
      },
    },
    options.lane.data,
  );
  undo.push(() => lane.close());
  const masterKey = () => copyBytes(options.masterKey.reveal());
  const { databaseFile, createFor } = options;
  const facts = await lane.open({ databaseFile, masterKey: masterKey(), createFor });
  const reader = new ReaderClient();
  undo.push(() => reader.close());
  await reader.open({ databaseFile, masterKey: masterKey(), self: facts.nodeId });

  const crypto = createLinkCrypto();
  const staticKey = crypto.generateKeyPair();
  let addresses: readonly RecordAddress[] = [];
  const introduce = async (closeWith: CloseReason | null) => {
    const own = await lane.credentials(staticKey.publicKey, addresses);
    const credentials = { nodeId: own.nodeId, encoded: own.credentials, staticKey, record: own.record };
    layer.setCredentials(credentials, closeWith);
  };
  bridge = new LinkBridge(lane, timers, {
    linkUp: (link) => {
      contacts.linkUp(link);
    },
    dialChanged: () => {
      listener.linksChanged();
    },
    credentialsChanged: () => {
      introduce('incarnation').catch((error: unknown) => {
        logger.bug(error);
      });
    },
    contactsChanged: (list) => {
      contacts.set(list);
      layer.setTargets(contacts.targets());
      listener.linksChanged();
    },
    log,
  });
  const layer = createLinkLayer(
    {
      certificate: options.certificate,
      crypto,
      timers,
      verify: (signer, label, body, signature) => lane.verify({ signer, label, body, signature }),
      random: options.random,
      log,
      localAddress: options.localAddress,
    },
    bridge,
  );
  const links = bridge;
  links.use(layer);
  undo.push(() => layer.stop('shutdown'));
  const listening = await layer.listen(options.listen);
  addresses = options.addresses(listening.port);
  contacts.set(facts.contacts);
  layer.setTargets(contacts.targets());
  await introduce(null);
  return {
    facts,
    lane,
    reader,
    layer,
    contacts,
    listening,
    addresses,
    stop: async (reason) => {
      await layer.stop(reason);
      links.stop();
      await reader.close();
      await lane.close();
    },
  };
}
