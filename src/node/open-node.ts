// A node whose vault is open: commit lane, reader and network, started in this order and stopped in the reverse one.

import { type LimitedLog, limitedLog } from '../adapters/logging/limited-log.js';
import type { TlsCertificate } from '../adapters/tls/certificate.js';
import { type Bytes, copyBytes } from '../base/bytes.js';
import type { Secret } from '../base/secret.js';
import type { DiskCode } from '../contract/system-codes.js';
import { ContactActivity } from './contact-activity.js';
import { ContactLinks } from './contact-links.js';
import { isChore, LaneChores } from './lane-chores.js';
import { LaneClient, type LaneListener } from './lane/lane-client.js';
import type { LaneFacts } from './lane/lane-messages.js';
import { LinkBridge, type SendCrashPoint } from './link-bridge.js';
import { type NetworkOptions, type OpenNetwork, openNetwork, type Undo } from './open-network.js';
import { isOfFiles, Transfers } from './transfers.js';
import { ReaderOnDemand } from './reader/reader-on-demand.js';

export interface OpenNodeOptions extends NetworkOptions {
  readonly databaseFile: string;
  /** Where files lie. */
  readonly filesDir: string;
  /** 32 bytes; zeroed once the writing connection is open; the reader has its own copy until it opens. */
  readonly masterKey: Secret<Bytes>;
  readonly lane: { readonly entry: URL; readonly data: unknown };
  /** Entry of the thread of files. */
  readonly files: URL;
  /** Called at each labelled place of this thread. */
  readonly crash: (point: SendCrashPoint) => void;
}

export interface OpenNodeListener {
  committed(rev: number, entities: readonly string[]): void;
  /** Links, dialling, the contacts behind them or listening changed. */
  linksChanged(): void;
  /** Nothing is taken from anybody while the disk fails; null: it works again. */
  diskChanged(failure: DiskCode | null): void;
  /** Who types, who is there, or what contacts may know changed. */
  activityChanged(): void;
  /** How files go has changed. */
  transfersChanged(): void;
  /** The store's thread ended by itself. */
  died(): void;
}

export interface OpenNode extends OpenNetwork {
  readonly facts: LaneFacts;
  readonly lane: LaneClient;
  readonly reader: ReaderOnDemand;
  readonly transfers: Transfers;
  readonly contacts: ContactLinks;
  readonly activity: ContactActivity;
  /** Of the port it listens on. */
  readonly certificate: Pick<TlsCertificate, 'keyHash' | 'expiresAt'>;
  /** Close frames out, what is in work committed, both connections closed. */
  stop(reason: 'shutdown' | 'locked'): Promise<void>;
}

/** Throws the AppError of whatever does not start; what had started is stopped again. */
export async function openNode(options: OpenNodeOptions, listener: OpenNodeListener): Promise<OpenNode> {
  const log = limitedLog(options.logger, options.timers);
  const undo: Undo = [
    () => {
      log.flush();
    },
  ];
  try {
    const contacts = new ContactLinks();
    const transfers = new Transfers(options, {
      isContact: (nodeId) => contacts.contactIdOf(nodeId) !== null,
      changed: () => {
        listener.transfersChanged();
      },
    });
    undo.push(() => transfers.stop());
    const { lane, facts, bridge, chores, activity } = await openLane(
      options,
      { ...listener, contacts, transfers, log },
      undo,
    );
    const reader = storeReader(options, facts.nodeId, listener);
    undo.push(() => reader.close());
    const changed = (): void => {
      listener.linksChanged();
    };
    const network = await openNetwork(options, { lane, bridge, contacts, transfers, log, changed }, undo);
    const stop = async (reason: 'shutdown' | 'locked') => {
      // Files may hang where the owner keeps them: nobody else waits for their thread.
      const filesEnded = transfers.stop();
      activity.stop();
      await network.listening?.stop();
      await network.layer.stop(reason);
      bridge.stop();
      chores.stop();
      await reader.close();
      await lane.close();
      await filesEnded;
      log.flush();
    };
    return {
      facts,
      lane,
      reader,
      contacts,
      transfers,
      activity,
      ...network,
      certificate: options.certificate,
      stop,
    };
  } catch (error) {
    for (const step of undo.reverse()) await step();
    throw error;
  } finally {
    options.masterKey.reveal().fill(0);
  }
}

type LaneSurroundings = OpenNodeListener & {
  readonly contacts: ContactLinks;
  readonly transfers: Transfers;
  readonly log: LimitedLog;
};

async function openLane(
  { lane: thread, logger, timers, crash, databaseFile, masterKey }: OpenNodeOptions,
  listener: LaneSurroundings,
  undo: Undo,
): Promise<{
  lane: LaneClient;
  facts: LaneFacts;
  bridge: LinkBridge;
  chores: LaneChores;
  activity: ContactActivity;
}> {
  const chores = new LaneChores(timers, (chore) => {
    lane.push(chore);
  });
  const laneListener: LaneListener = {
    committed: (rev, entities) => {
      chores.committed();
      listener.committed(rev, entities);
    },
    effect: (effect) => {
      if (isOfFiles(effect)) listener.transfers.apply(effect);
      else if (effect.kind === 'privacy') activity.setPrivacy(effect.privacy);
      else if (effect.kind === 'diskWorking') listener.diskChanged(null);
      else if (isChore(effect)) {
        if (effect.kind === 'diskFailing') listener.diskChanged(effect.code);
        chores.apply(effect);
      } else bridge.apply(effect);
    },
    worked: (frames) => {
      bridge.worked(frames);
    },
    died: (error) => {
      logger.bug(error);
      listener.died();
    },
  };
  const lane: LaneClient = new LaneClient(thread.entry, laneListener, thread.data);
  const activity = new ContactActivity(timers, {
    approvedIdOf: (nodeId) => listener.contacts.approvedIdOf(nodeId),
    send: (linkId, told) => bridge.sendNow(linkId, { kind: 'activity', ...told }),
    changed: () => {
      listener.activityChanged();
    },
  });
  const bridge: LinkBridge = new LinkBridge(lane, timers, bridgeListener(listener, activity), crash);
  undo.push(() => {
    activity.stop();
    chores.stop();
    return lane.close();
  });
  const facts = await lane.open({ databaseFile, masterKey: copyBytes(masterKey.reveal()), createFor: null });
  for (const contact of facts.contacts) listener.contacts.set(contact.nodeId, contact);
  activity.setPrivacy(facts.privacy);
  listener.transfers.begin(lane, facts.transfers);
  chores.begin();
  return { lane, facts, bridge, chores, activity };
}

function bridgeListener(
  listener: LaneSurroundings,
  activity: ContactActivity,
): ConstructorParameters<typeof LinkBridge>[2] {
  return {
    linksChanged: () => {
      listener.linksChanged();
    },
    refusedBy: (nodeId, isRefused) => {
      listener.contacts.setRefused(nodeId, isRefused);
      listener.linksChanged();
    },
    contactChanged: ({ nodeId, dialled }) => {
      listener.contacts.set(nodeId, dialled);
      activity.contactChanged(nodeId);
      listener.linksChanged();
    },
    log: (event, fields) => {
      listener.log.info(event, fields);
    },
    files: listener.transfers.links,
    activity,
  };
}

function storeReader(
  { databaseFile, masterKey, logger }: OpenNodeOptions,
  self: LaneFacts['nodeId'],
  listener: OpenNodeListener,
): ReaderOnDemand {
  return new ReaderOnDemand({ databaseFile, masterKey: copyBytes(masterKey.reveal()), self }, (error) => {
    logger.bug(error);
    listener.died();
  });
}
