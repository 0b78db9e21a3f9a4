// Composition root: takes the home, reads the settings, and puts a node and its local socket together.

import { join } from 'node:path';
import { loadConfig } from '../adapters/config/load-config.js';
import type { Config } from '../adapters/config/settings.js';
import { durableFiles } from '../adapters/filesystem/durable-file.js';
import { createHome, type Home, homeIn } from '../adapters/filesystem/home.js';
import { type HomeLock, lockHome } from '../adapters/filesystem/home-lock.js';
import { createSocketDirectory, socketPath } from '../adapters/filesystem/socket-path.js';
import { listenOnLocalSocket, type LocalSocketServer } from '../adapters/local-socket/server.js';
import { createSocketToken } from '../adapters/local-socket/token-file.js';
import { createLogger, type Logger } from '../adapters/logging/logger.js';
import { vaultExists, type VaultPlace } from '../adapters/vault/vault.js';
import { AppError } from '../base/app-error.js';
import type { Secret } from '../base/secret.js';
import type { FaceTransport, NodeTransport } from '../contract/transport.js';
import type { NodeState } from '../contract/values.js';
import { inProcessTransport } from './contract-server/in-process-transport.js';
import { KithNode, type KithNodeOptions } from './kith-node.js';
import { type NodeSeams, REAL_SEAMS } from './seams.js';
import { socketTokenFile } from './connect.js';

export interface NodeOptions {
  /** The directory with everything the node owns. */
  readonly home: string;
  /** Named to whoever finds the home in use. */
  readonly face: string;
  /** Settings by their names in config.conf; `config` names the file itself. */
  readonly flags: Readonly<Record<string, string>>;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Null starts locked, or empty where there is no identity. */
  readonly password: Secret<string> | null;
  /** Neither listens nor dials, to look at what the home holds. */
  readonly isOffline?: boolean;
}

export interface RunningNode {
  readonly state: NodeState;
  /** `host:port`, null while it does not listen. */
  readonly listening: string | null;
  /** A contract session inside this process. */
  connect(): FaceTransport;
  /** A contract session over a shell's transport; it ends with the transport. */
  accept(transport: NodeTransport): void;
  stop(): Promise<void>;
  onStopped(listener: () => void): void;
  /** The store's thread ended by itself: the node is locked until somebody unlocks it or starts it again. */
  onBroken(listener: () => void): void;
}

/**
 * Runs a node on the home until it is stopped.
 * @throws {AppError} HOME_UNUSABLE, HOME_IN_USE, CONFIG_INVALID, and with a password those of `KithNode.unlock`
 */
export async function createNode(options: NodeOptions, seams: NodeSeams = REAL_SEAMS): Promise<RunningNode> {
  const home = homeIn(options.home);
  const config = readConfig(home, options);
  await createHome(home);
  const lock = await takeHome(home, options.face, seams);
  const logger = createLogger({ level: config.logLevel, file: join(home.logDir, 'kith.log') });
  try {
    const broken: (() => void)[] = [];
    const onBroken = (): void => {
      for (const listener of broken) listener();
    };
    const isOffline = options.isOffline ?? false;
    const configFile = configFileOf(home, options);
    const node = await buildNode(home, { config, configFile, seams, logger, isOffline, onBroken });
    const socket = await openedSocket(home, node, options.password);
    return runningNode({ node, socket, lock, logger, broken });
  } catch (error) {
    logger.close();
    lock.release();
    throw error;
  }
}

async function buildNode(
  home: Home,
  parts: Pick<KithNodeOptions, 'config' | 'configFile' | 'seams' | 'logger' | 'isOffline' | 'onBroken'>,
): Promise<KithNode> {
  const vault = vaultOf(home, parts.logger);
  const state = (await vaultExists(vault)) ? 'locked' : 'empty';
  return new KithNode({ home, ...parts, vault, state });
}

function vaultOf(home: Home, logger: Logger): VaultPlace {
  return {
    vaultFile: home.vaultFile,
    files: durableFiles(),
    onRestored: () => {
      logger.warn('vault-restored');
    },
  };
}

function configFileOf(home: Home, { flags }: Pick<NodeOptions, 'flags'>): string {
  return flags['config'] ?? home.configFile;
}

export function readConfig(home: Home, { flags, env }: Pick<NodeOptions, 'flags' | 'env'>): Config {
  const { config: file, ...settings } = flags;
  const loaded = loadConfig({
    file: configFileOf(home, { flags }),
    fileRequired: file !== undefined,
    env,
    flags: settings,
  });
  if (!loaded.ok) throw loaded.error[0] ?? new AppError('CONFIG_INVALID');
  return loaded.value.config;
}

async function takeHome(home: Home, face: string, seams: NodeSeams): Promise<HomeLock> {
  const locked = await lockHome(home, { pid: process.pid, face, since: seams.timers.now() });
  if (!locked.ok) throw locked.error;
  return locked.value;
}

/** Unlocks the node and lets its faces in; a node that cannot be reached by them is stopped before its home is given up. */
async function openedSocket(
  home: Home,
  node: KithNode,
  password: Secret<string> | null,
): Promise<LocalSocketServer> {
  try {
    if (password) await node.unlock(password);
    return await openSocket(home, node);
  } catch (error) {
    await node.stop();
    throw error;
  }
}

async function openSocket(home: Home, node: KithNode): Promise<LocalSocketServer> {
  const path = socketPath(home);
  await createSocketDirectory(path);
  const token = await createSocketToken(socketTokenFile(home));
  return listenOnLocalSocket({
    path,
    token,
    onSession: (channel) => {
      node.accept(channel satisfies NodeTransport);
    },
  });
}

function runningNode(parts: {
  node: KithNode;
  socket: LocalSocketServer;
  lock: HomeLock;
  logger: Logger;
  broken: (() => void)[];
}): RunningNode {
  const { node, socket, lock, logger, broken } = parts;
  const listeners: (() => void)[] = [];
  let stopping: Promise<void> | undefined;
  const stop = async () => {
    await node.stop();
    await socket.close();
    logger.close();
    lock.release();
    for (const listener of listeners) listener();
  };
  return {
    get state() {
      return node.state;
    },
    get listening() {
      return node.listening;
    },
    connect: () => {
      const pair = inProcessTransport();
      node.accept(pair.node);
      return pair.face;
    },
    accept: (transport) => {
      node.accept(transport);
    },
    stop: () => (stopping ??= stop()),
    onStopped: (listener) => {
      listeners.push(listener);
    },
    onBroken: (listener) => {
      broken.push(listener);
    },
  };
}
