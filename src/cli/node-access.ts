// The door to the node: what commands need of it. main.ts passes the real one, tests an in-memory node.

import type { AppError } from '../base/app-error.js';
import type { Secret } from '../base/secret.js';
import type { FaceTransport, NodeTransport } from '../contract/transport.js';
import type { NodeState, SelfValue } from '../contract/values.js';

export interface NodeAccess {
  /**
   * What can be refused before anybody is asked for a password.
   * @throws AppError CONFIG_INVALID, HOME_IN_USE, IDENTITY_EXISTS, IDENTITY_MISSING, PORT_BUSY
   */
  readonly refuseEarly: (
    options: Pick<NodeStart, 'home' | 'flags' | 'env'>,
    purpose: 'init' | 'node' | 'start',
  ) => Promise<void>;
  /** @throws AppError PASSWORD_HOPELESS */
  readonly refuseHopeless: (password: Secret<string>, name: string) => void;
  /** @throws AppError HOME_IN_USE, PORT_BUSY, CONFIG_INVALID, PASSWORD_WRONG and what else keeps a node from starting */
  readonly runNode: (options: NodeStart) => Promise<RunningNode>;
  /** A session with the node that runs on the home. @throws AppError NODE_NOT_RUNNING */
  readonly connectToNode: (home: string) => Promise<FaceTransport>;
  /** @throws AppError IDENTITY_EXISTS, NAME_INVALID, PASSWORD_HOPELESS, HOME_IN_USE */
  readonly createIdentity: (options: {
    home: string;
    name: string;
    password: Secret<string>;
    flags: Record<string, string>;
    env: NodeJS.ProcessEnv;
  }) => Promise<SelfValue>;
  /** @throws AppError PASSWORD_WRONG, PASSWORD_HOPELESS, IDENTITY_MISSING, HOME_IN_USE */
  readonly changePasswordOffline: (options: {
    home: string;
    env: NodeJS.ProcessEnv;
    password: Secret<string>;
    newPassword: Secret<string>;
  }) => Promise<void>;
  /**
   * Serves the window to one browser on this machine; port 0 takes the one noted in the file, or any. @throws AppError
   * WINDOW_MISSING, PORT_BUSY
   */
  readonly serveWindow: (options: {
    port: number;
    portFile: string;
    accept: (transport: NodeTransport) => void;
  }) => Promise<ServedWindow>;
  readonly resolveHome: (flag: string | undefined, env: NodeJS.ProcessEnv) => string;
  readonly config: {
    readonly generate: () => string;
    readonly validate: (file: string) => readonly AppError[];
    /** @throws AppError CONFIG_INVALID */
    readonly show: (
      file: string,
      env: NodeJS.ProcessEnv,
      flags: Record<string, string>,
    ) => readonly SettingRow[];
  };
}

interface NodeStart {
  home: string;
  /** Named to whoever finds the home in use. */
  face: string;
  /** Settings by their names in config.conf, and `config`: the file itself. */
  flags: Record<string, string>;
  env: NodeJS.ProcessEnv;
  /** Null starts locked. */
  password: Secret<string> | null;
}

export interface RunningNode {
  readonly state: NodeState;
  /** `host:port`, null while it does not listen. */
  readonly listening: string | null;
  connect(): FaceTransport;
  accept(transport: NodeTransport): void;
  stop(): Promise<void>;
  onStopped(listener: () => void): void;
  /** A part of it ended by itself, and it is locked. */
  onBroken(listener: () => void): void;
}

export interface ServedWindow {
  /** To be opened once. */
  readonly url: string;
  close(): Promise<void>;
}

interface SettingRow {
  readonly section: string;
  readonly key: string;
  /** Null: not set. */
  readonly value: string | null;
  /** flag, environment, file or default. */
  readonly source: string;
}
