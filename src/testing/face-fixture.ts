// A contract server with handlers and views a test decides about, and faces on it in this process.

import { ContractClient } from '../contract/client.js';
import { commands } from '../contract/commands.js';
import { type ToFace, toFace, type ViewCursor } from '../contract/messages.js';
import type { FaceTransport } from '../contract/transport.js';
import type { NodeState } from '../contract/values.js';
import type { ViewName } from '../contract/views.js';
import { type ContractServer, createContractServer } from '../node/contract-server/contract-server.js';
import type { CommandHandlers } from '../node/contract-server/handlers.js';
import { inProcessTransport } from '../node/contract-server/in-process-transport.js';
import type { ViewSink, ViewSource } from '../node/views/view-sink.js';
import { type ManualTimers, manualTimers } from './network/manual-timers.js';

export interface FaceFixture {
  readonly server: ContractServer;
  /** What handlers and views threw that nobody expected. */
  readonly bugs: unknown[];
  readonly timers: ManualTimers;
  /** Views that are being looked at. */
  readonly looks: {
    readonly view: ViewName;
    readonly params: unknown;
    readonly sink: ViewSink;
    readonly cursor: ViewCursor | undefined;
    isOpen: boolean;
  }[];
  client(): ContractClient;
  /** A face that says what it likes. Everything it is told is checked against the contract. */
  rawFace(): { readonly transport: FaceTransport; readonly told: ToFace[]; isClosed: () => boolean };
}

export interface FaceFixtureOptions {
  readonly state?: NodeState;
  readonly handlers?: Partial<CommandHandlers>;
  readonly views?: ViewSource;
}

export function faceFixture(options: FaceFixtureOptions = {}): FaceFixture {
  const bugs: unknown[] = [];
  const timers = manualTimers();
  const looks: FaceFixture['looks'] = [];
  const watched: ViewSource = {
    subscribe: (view, params, sink, cursor) => {
      const look = { view, params, sink, cursor, isOpen: true };
      looks.push(look);
      return () => {
        look.isOpen = false;
      };
    },
  };
  const server = createContractServer({
    version: '1.2.3',
    state: options.state ?? 'open',
    handlers: { ...unexpected(), ...options.handlers },
    views: options.views ?? watched,
    timers,
    onBug: (error) => bugs.push(error),
  });
  const face = () => {
    const pair = inProcessTransport();
    server.accept(pair.node);
    return pair.face;
  };
  return {
    server,
    bugs,
    timers,
    looks,
    client: () => new ContractClient(face()),
    rawFace: () => {
      const transport = face();
      const told: ToFace[] = [];
      let isClosed = false;
      transport.onClose(() => {
        isClosed = true;
      });
      transport.onMessage((message) => told.push(toFace.parse(message)));
      return { transport, told, isClosed: () => isClosed };
    },
  };
}

/** Lets everything that is on its way in this process arrive. */
export function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

function unexpected(): CommandHandlers {
  const refuse = () => Promise.reject(new Error('a command this test does not expect'));
  return Object.fromEntries(
    Object.keys(commands).map((name) => [name, refuse]),
  ) as unknown as CommandHandlers;
}
