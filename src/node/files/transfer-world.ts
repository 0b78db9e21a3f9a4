import type { BulkPlace } from '../../adapters/http/pinned-connection.js';
import type { NodeId } from '../../base/ids.js';
import type { Timers } from '../../core/ports/timers.js';
import type { Frame } from '../../protocol/frame-codec.js';
import type { FilesClient } from './files-client.js';
import type { TransferAct } from './transfer-job.js';

/** What moving files needs of the node around it. */
export interface TransferWorld {
  readonly files: Pick<FilesClient, 'call'>;
  readonly timers: Timers;
  act(act: TransferAct): Promise<unknown>;
  /** Whether files may go to and come from this node: it is a contact. */
  isContact(nodeId: NodeId): boolean;
  /** The link to a node; undefined while none is up. */
  linkId(nodeId: NodeId): number | undefined;
  /** Whether the node at the other end of the link brings files when it is asked to. */
  brings(nodeId: NodeId): boolean;
  /** Where HTTPS may be spoken with a node. */
  places(nodeId: NodeId): readonly BulkPlace[];
  send(linkId: number, frame: Frame): 'sent' | 'full' | 'gone';
  /** A whole chunk of a file came from or reached a node. */
  carried(nodeId: NodeId): void;
  /** How a transfer goes has changed. */
  changed(): void;
  bug(error: unknown): void;
  /** For work whose failure somebody else will notice: whoever waits for it asks again. */
  ignoring(work: Promise<unknown>): void;
}
