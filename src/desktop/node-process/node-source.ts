// Where the sessions of the windows lead: to a node in this process, or to the one that runs on the home already.

import { AppError } from '../../base/app-error.js';
import { ContractClient } from '../../contract/client.js';
import type { FaceTransport, NodeTransport } from '../../contract/transport.js';
import type { FromFace } from '../../contract/messages.js';
import { connectToNode, runNode } from '../../node/index.js';
import type { HandedFile, NodeStart } from './node-messages.js';

export interface NodeSource {
  /** Somebody else's process runs the node. */
  readonly isAttached: boolean;
  accept(transport: NodeTransport): void;
  /** False: the node is locked, or cannot read it. */
  handOver(file: HandedFile): Promise<boolean>;
  stop(): Promise<void>;
  /** Called once when the node stopped, or when the one in the other process did. */
  onEnd(listener: () => void): void;
  /** The node of this process locked because a thread of its store ended by itself. */
  onBroken(listener: () => void): void;
}

/** @throws {AppError} what keeps a node from starting */
export async function nodeSource(start: NodeStart): Promise<NodeSource> {
  return (await attachedNode(start.home)) ?? ownNode(start);
}

async function ownNode({ home, flags, isOffline }: NodeStart): Promise<NodeSource> {
  const node = await runNode({
    home,
    face: 'desktop',
    flags,
    env: process.env,
    password: null,
    isOffline,
  });
  return {
    isAttached: false,
    accept: (transport) => {
      node.accept(transport);
    },
    handOver: (file) => handOver(node.connect(), file),
    stop: () => node.stop(),
    onEnd: (listener) => {
      node.onStopped(listener);
    },
    onBroken: (listener) => {
      node.onBroken(listener);
    },
  };
}

async function attachedNode(home: string): Promise<NodeSource | undefined> {
  try {
    // Held open for as long as the node lives: its end is the node's end. It has nothing to save when that locks, and says so.
    const watch = new ContractClient(await connectToNode(home));
    return {
      isAttached: true,
      accept: (transport) => {
        join(transport, connectToNode(home));
      },
      handOver: async (file) => handOver(await connectToNode(home), file),
      stop: () => {
        watch.close();
        return Promise.resolve();
      },
      onEnd: (listener) => {
        watch.onClose(listener);
      },
      // That process sees to it.
      onBroken: () => undefined,
    };
  } catch (error) {
    if (AppError.is(error, 'NODE_NOT_RUNNING')) return undefined;
    throw error;
  }
}

/** In a session of its own: main has none. */
async function handOver(transport: FaceTransport, { id, path }: HandedFile): Promise<boolean> {
  const client = new ContractClient(transport);
  try {
    await client.call('handOverFile', { id, path });
    return true;
  } catch {
    return false;
  } finally {
    client.close();
  }
}

/** Passes on what both sides say; the node at the far end validates what the face sends. */
function join(face: NodeTransport, connecting: Promise<FaceTransport>): void {
  connecting.then(
    (node) => {
      face.onClose(() => {
        node.close();
      });
      node.onClose(() => {
        face.close();
      });
      face.onMessage((message) => {
        node.send(message as FromFace);
      });
      node.onMessage((message) => {
        face.send(message);
      });
    },
    () => {
      face.close();
    },
  );
}
