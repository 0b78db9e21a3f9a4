// One home and the node that lives in it: empty, locked or open. Changes of state happen one after another.

import type { Config } from '../adapters/config/settings.js';
import type { Home } from '../adapters/filesystem/home.js';
import type { Logger } from '../adapters/logging/logger.js';
import { memorySizeBytes } from '../adapters/system/memory-size.js';
import { changePassword, openVault, type VaultPlace } from '../adapters/vault/vault.js';
import { AppError } from '../base/app-error.js';
import type { Bytes } from '../base/bytes.js';
import { formatHostPort } from '../base/host-port.js';
import type { Secret } from '../base/secret.js';
import type { DiskCode } from '../contract/system-codes.js';
import type { NodeTransport } from '../contract/transport.js';
import type { NodeState, StatusValue } from '../contract/values.js';
import { checkName } from '../core/conversation/index.js';
import { commandHandlers, type NodeControl } from './command-handlers.js';
import { type ContractServer, createContractServer } from './contract-server/contract-server.js';
import { openCertificate } from './certificate.js';
import { errorValueOf } from './error-value.js';
import { foundHome } from './found-home.js';
import { logReport } from './log-report.js';
import { MuteEnd } from './mute-end.js';
import { type OpenNode, openNode } from './open-node.js';
import { refuseHopeless } from './refuse-hopeless.js';
import { publicAddresses } from './public-addresses.js';
import type { NodeSeams } from './seams.js';
import { transferRows } from './transfers.js';
import { programVersion } from './version.js';
import type { ViewRow } from '../contract/views.js';
import { ViewHub } from './views/view-hub.js';

export interface KithNodeOptions {
  readonly home: Home;
  readonly config: Config;
  /** Where it was read. */
  readonly configFile: string;
  readonly vault: VaultPlace;
  readonly state: 'empty' | 'locked';
  /** Neither listens nor dials. */
  readonly isOffline: boolean;
  readonly seams: NodeSeams;
  readonly logger: Logger;
  /** A thread of the store ended by itself: the node locks, and whoever runs it may start it again. */
  readonly onBroken: () => void;
}

export class KithNode implements NodeControl {
  readonly #startedAt: number;
  readonly #version = programVersion();
  readonly #views: ViewHub;
  readonly #server: ContractServer;
  readonly #muteEnd: MuteEnd;
  #state: NodeState;
  #open: OpenNode | undefined;
  /** Open, and to its faces locked. */
  #isScreenLocked = false;
  #diskTrouble: StatusValue['notices'][number] | null = null;
  /** The owner is told at the next unlocking. */
  #isBroken = false;
  /** By its owner, since it was last open, whatever else locked it. */
  #isLockWanted = false;
  #transition: Promise<unknown> = Promise.resolve();

  constructor(private readonly options: KithNodeOptions) {
    this.#state = options.state;
    this.#startedAt = options.seams.timers.now();
    this.#views = new ViewHub({
      reader: () => this.#open?.reader,
      volatileRows: {
        links: () => Promise.resolve(this.#open?.contacts.rows(this.#open.layer.statuses()) ?? []),
        transfers: () => transferRows(this.#open),
        activity: () => Promise.resolve(this.#open?.activity.rows() ?? []),
        privacy: () => Promise.resolve(privacyRows(this.#open)),
        status: async () => [{ id: 'status' as const, ...(await this.status()) }],
      },
    });
    this.#muteEnd = new MuteEnd(options.seams.timers, () => {
      this.#views.changed('status');
    });
    this.#server = createContractServer({
      version: this.#version,
      state: this.#state,
      handlers: commandHandlers(this),
      views: this.#views,
      timers: options.seams.timers,
      onBug: (error) => {
        options.logger.bug(error);
      },
    });
  }

  get state(): NodeState {
    return this.#state;
  }

  get opened(): OpenNode {
    if (this.#open) return this.#open;
    throw new AppError(this.#state === 'empty' ? 'IDENTITY_MISSING' : 'NODE_LOCKED');
  }

  get configFile(): string {
    return this.options.configFile;
  }

  get listening(): string | null {
    const place = this.#open?.listening?.status.place;
    return place ? formatHostPort(place) : null;
  }

  accept(transport: NodeTransport): void {
    this.#server.accept(transport);
  }

  /** Makes vault, identity and store. Throws IDENTITY_EXISTS, NAME_INVALID, PASSWORD_HOPELESS and those of starting. */
  createIdentity(name: string, password: Secret<string>): Promise<void> {
    return this.#inTurn(async () => {
      if (this.#state !== 'empty') throw new AppError('IDENTITY_EXISTS');
      const checked = checkName(name);
      if (!checked.ok) throw checked.error;
      refuseHopeless(password, checked.value);
      const { vault, home, seams } = this.options;
      const masterKey = await foundHome(
        { vault, databaseFile: home.databaseFile, laneEntry: seams.lane.entry, now: seams.timers.now() },
        { name: checked.value, password, cost: this.#costSurroundings() },
      );
      // The identity stands, whatever keeps the node from listening.
      this.#setState('locked');
      await this.#openWith(masterKey);
    });
  }

  /** Throws PASSWORD_WRONG, VAULT_DAMAGED, and what keeps the node from starting. Nothing happens when it is open. */
  unlock(password: Secret<string>): Promise<void> {
    return this.#inTurn(async () => {
      if (this.#state === 'open') return;
      const restored: string[] = [];
      const onRestored = (backupFile: string): void => {
        restored.push(backupFile);
        this.options.vault.onRestored(backupFile);
      };
      const masterKey = await openVault({ ...this.options.vault, onRestored }, password);
      if (this.#isScreenLocked) this.#showAgain(masterKey);
      else await this.#openWith(masterKey);
      if (restored.length > 0) this.opened.lane.push({ kind: 'notice', code: 'VAULT_RESTORED' });
      if (this.#isBroken) this.opened.lane.push({ kind: 'notice', code: 'THREAD_DIED' });
      this.#isBroken = false;
      this.#isLockWanted = false;
    });
  }

  /** What faces have not saved yet is saved first. */
  lock(): Promise<void> {
    this.#isLockWanted = true;
    return this.#settleAndLock();
  }

  /** Like `lock`, but faces alone are kept out; links, lane and reader stay as they are. Throws NODE_LOCKED. */
  lockScreen(): Promise<void> {
    this.#isLockWanted = true;
    return this.#inTurn(async () => {
      if (this.#state !== 'open') throw new AppError('NODE_LOCKED');
      await this.#server.settle();
      this.#isScreenLocked = true;
      this.#open?.activity.setLocked(true);
      this.#setState('locked');
      this.options.logger.info('screen-locked');
    });
  }

  changePassword(old: Secret<string>, next: Secret<string>): Promise<void> {
    return this.#inTurn(async () => {
      refuseHopeless(next, this.#open?.facts.name ?? '');
      await changePassword(this.options.vault, { old, new: next }, this.#costSurroundings());
    });
  }

  /** Of the vault as the changes before leave it. Throws as `openVault` does, and NODE_LOCKED. */
  checkPassword(password: Secret<string>): Promise<void> {
    return this.#inTurn(async () => {
      if (this.#state !== 'open') throw new AppError('NODE_LOCKED');
      const masterKey = await openVault(this.options.vault, password);
      masterKey.reveal().fill(0);
    });
  }

  async status(): Promise<StatusValue> {
    const open = this.#open;
    const now = this.options.seams.timers.now();
    const counts = open && (await open.reader.read({ kind: 'counts', now })).value;
    // A node that closed meanwhile waits for nothing.
    if (counts && open === this.#open) this.#muteEnd.expect(counts.nextUnmutedAt);
    const named = this.#isScreenLocked ? undefined : counts;
    return {
      state: this.#state,
      version: this.#version,
      startedAt: this.#startedAt,
      screenLocked: this.#isScreenLocked,
      listening: this.listening,
      notListening: notListening(open),
      links: open?.layer.statuses().filter((status) => status.state === 'up').length ?? 0,
      queued: counts?.queued ?? 0,
      requests: counts?.requests ?? 0,
      unread: counts?.unread ?? 0,
      unreadUnmuted: counts?.unreadUnmuted ?? 0,
      lastReachedBy: named?.lastReachedBy ?? null,
      notices: [
        ...(this.#diskTrouble ? [this.#diskTrouble] : []),
        ...(named?.notices ?? []).map(({ code, params, at }) => ({ code, params: { ...params }, at })),
      ],
    };
  }

  logReport(): Promise<string> {
    return logReport(this.options.home);
  }

  /** Ends every session, closes links and store. */
  stop(): Promise<void> {
    return this.#inTurn(async () => {
      // Sessions end first: to a face a node that stops is gone, not locked.
      this.#server.close();
      await this.#close('shutdown');
    });
  }

  async #openWith(masterKey: Secret<Bytes>): Promise<void> {
    const { home, config, seams, logger } = this.options;
    const certificate = await openCertificate(home, config, seams.timers).catch((error: unknown) => {
      masterKey.reveal().fill(0);
      throw error;
    });
    this.#open = await openNode(
      {
        databaseFile: home.databaseFile,
        filesDir: home.filesDir,
        files: seams.files,
        masterKey,
        certificate,
        listen: this.options.isOffline ? null : { host: config.host, port: config.port },
        addresses: (port) => publicAddresses(config, port, certificate.keyHash),
        timers: seams.timers,
        random: seams.random,
        lane: seams.lane,
        localAddress: seams.localAddress,
        crash: seams.crash,
        logger,
      },
      {
        committed: (rev, entities) => {
          this.#views.committed(rev, entities);
          if (entities.some(isOfTransfers)) this.#views.changed('transfers');
        },
        linksChanged: () => {
          this.#views.changed('links');
          this.#views.changed('status');
        },
        diskChanged: (failure) => {
          this.#diskChanged(failure);
        },
        activityChanged: () => {
          this.#views.changed('activity');
          this.#views.changed('privacy');
        },
        transfersChanged: () => {
          this.#views.changed('transfers');
        },
        died: () => {
          this.#isBroken = true;
          void this.#settleAndLock();
          this.options.onBroken();
        },
      },
    );
    this.#setState('open');
    logger.info('opened', { port: this.#open.listening?.status.place?.port ?? 0 });
  }

  /** The password was right, and the node has been open all the time. */
  #showAgain(masterKey: Secret<Bytes>): void {
    masterKey.reveal().fill(0);
    this.#isScreenLocked = false;
    this.#open?.activity.setLocked(false);
    this.#setState('open');
  }

  #settleAndLock(): Promise<void> {
    return this.#inTurn(async () => {
      if (this.#state === 'open') await this.#server.settle();
      await this.#close('locked');
    });
  }

  async #close(reason: 'shutdown' | 'locked'): Promise<void> {
    const open = this.#open;
    if (!open) return;
    this.#isScreenLocked = false;
    // Faces are told before their views lose the reader.
    this.#setState('locked');
    this.#open = undefined;
    this.#muteEnd.expect(null);
    this.#diskTrouble = null;
    await open.stop(reason);
    this.options.logger.info(reason);
  }

  /** Kept here and not in the store, which takes nothing now. */
  #diskChanged(failure: DiskCode | null): void {
    const { logger, seams } = this.options;
    if (failure !== null && this.#diskTrouble?.code !== failure)
      logger.error('disk-failing', { code: failure });
    if (failure === null) logger.info('disk-working');
    const at = this.#diskTrouble?.at ?? seams.timers.now();
    this.#diskTrouble = failure === null ? null : { code: failure, params: {}, at };
    this.#views.changed('status');
  }

  #setState(state: NodeState): void {
    this.#state = state;
    this.#server.setState(state, state === 'locked' && this.#isBroken && !this.#isLockWanted);
    this.#views.changed('status');
  }

  #inTurn<Value>(change: () => Promise<Value>): Promise<Value> {
    const next = this.#transition.then(change, change);
    this.#transition = next.catch(() => undefined);
    return next;
  }

  #costSurroundings() {
    const { config, seams } = this.options;
    return { kdf: config.kdf, memoryBytes: memorySizeBytes(), monotonicMs: () => seams.timers.monotonicMs() };
  }
}

function notListening(open: OpenNode | undefined): StatusValue['notListening'] {
  const { error, nextAttemptAt } = open?.listening?.status ?? {};
  return error ? { error: errorValueOf(error), nextAttemptAt: nextAttemptAt ?? null } : null;
}

function privacyRows(open: OpenNode | undefined): ViewRow<'privacy'>[] {
  return open ? [{ id: 'privacy', ...open.activity.privacy }] : [];
}

/** A file is listed with the name of its contact, and nothing else of it. */
function isOfTransfers(entity: string): boolean {
  return entity.startsWith('transfer:') || entity.startsWith('name:');
}
