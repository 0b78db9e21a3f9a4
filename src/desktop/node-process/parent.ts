// The process that started this one: Electron's main, over the port of a utility process or the channel of a child process.

import type { MessagePortMain, ParentPort } from 'electron';
import { type MessagePipe, portTransport } from '../../contract/port-transport.js';
import type { ToFace } from '../../contract/messages.js';
import type { NodeTransport } from '../../contract/transport.js';
import { electronPipe } from '../relay/electron-pipe.js';
import { RelayedPipes } from '../relay/relayed-pipes.js';
import type { FromNode, HandedFile, ToNode } from './node-messages.js';

export interface ParentListener {
  readonly session: (transport: NodeTransport) => void;
  readonly handOver: (file: HandedFile) => void;
  /** In order: the owner quits, or main is gone. */
  readonly stop: () => void;
}

export interface Parent {
  tell(message: FromNode): void;
  listen(listener: ParentListener): void;
}

export function parentOfThisProcess(): Parent {
  // Absent in a child process, whatever Electron's types say.
  const port = process.parentPort as ParentPort | undefined;
  return port ? utilityParent(port) : childParent();
}

function utilityParent(port: ParentPort): Parent {
  return {
    tell: (message) => {
      port.postMessage(message);
    },
    listen: ({ session, handOver, stop }) => {
      port.on('message', ({ data, ports }: { data: ToNode; ports: MessagePortMain[] }) => {
        const [sent] = ports;
        if (data.type === 'session' && sent) session(nodeEnd(electronPipe(sent)));
        if (data.type === 'hand-over') handOver(data.file);
        if (data.type === 'stop') stop();
      });
    },
  };
}

function childParent(): Parent {
  const tell = (message: FromNode): void => {
    if (process.connected) process.send?.(message);
  };
  const pipes = new RelayedPipes({
    post: (relayed) => {
      tell({ type: 'relay', relayed });
    },
  });
  return {
    tell,
    listen: ({ session, handOver, stop }) => {
      process.on('message', (message: ToNode) => {
        if (message.type === 'session') session(nodeEnd(pipes.open(message.session)));
        else if (message.type === 'relay') pipes.receive(message.relayed);
        else if (message.type === 'hand-over') handOver(message.file);
        else stop();
      });
      process.on('disconnect', () => {
        pipes.end();
        stop();
      });
    },
  };
}

function nodeEnd(pipe: MessagePipe): NodeTransport {
  return portTransport<ToFace, unknown>(pipe);
}
