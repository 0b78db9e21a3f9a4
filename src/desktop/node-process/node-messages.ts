// What main and the process of the node say to each other, besides the sessions of faces.

import type { ErrorValue } from '../../contract/values.js';
import type { RelayedMessage } from '../relay/relay-channel.js';

/** The one argument of the process, as JSON. */
export interface NodeStart {
  /** The directory with everything the node owns; absolute. */
  readonly home: string;
  /** Settings by their names in config.conf; `config` names the file itself. */
  readonly flags: Readonly<Record<string, string>>;
  /** Neither listens nor dials. */
  readonly isOffline: boolean;
}

/** Main to node. A `session` comes with its port where ports can be sent, else `relay` messages of that number follow. */
export type ToNode =
  | { readonly type: 'session'; readonly session: number }
  | { readonly type: 'relay'; readonly relayed: RelayedMessage }
  | { readonly type: 'hand-over'; readonly file: HandedFile }
  | { readonly type: 'stop' };

/** A file the owner gave to the window, under the id the window knows it by. */
export interface HandedFile {
  readonly id: string;
  readonly path: string;
}

/** Node to main. After `refused` it waits to be ended. */
export type FromNode =
  | { readonly type: 'ready'; readonly isAttached: boolean }
  | { readonly type: 'refused'; readonly error: ErrorValue }
  | { readonly type: 'handed-over'; readonly id: string; readonly isTaken: boolean }
  | { readonly type: 'relay'; readonly relayed: RelayedMessage };
