// A node in memory: it answers with what a test says, and accepts only what the contract allows.

import { AppError } from '../../src/base/app-error.js';
import {
  type CommandName,
  type CommandParams,
  type CommandResult,
  commands,
} from '../../src/contract/commands.js';
import { fromFace } from '../../src/contract/messages.js';
import type { FaceTransport, NodeTransport } from '../../src/contract/transport.js';
import type { NodeState, TransferRow } from '../../src/contract/values.js';
import { type ViewName, type ViewRow, views } from '../../src/contract/views.js';
import { inProcessTransport } from '../../src/node/contract-server/in-process-transport.js';
import { stateRefusal } from '../../src/node/contract-server/refusal.js';

export type Handlers = {
  [Name in CommandName]?: (params: CommandParams<Name>) => CommandResult<Name>;
};
type Rows = { [Name in ViewName]?: readonly ViewRow<Name>[] };

/** Nobody comes back with an older one. */
const REVISION = 1;

export class FakeNode {
  readonly calls: { command: string; params: unknown }[] = [];
  readonly #sessions = new Set<NodeTransport>();
  readonly #subscriptions = new Map<string, { session: NodeTransport; call: number; view: ViewName }>();

  readonly handlers: Handlers;

  constructor(
    handlers: Handlers = {},
    readonly rows: Rows = {},
    public state: NodeState = 'open',
  ) {
    // What it lists it finds.
    this.handlers = { findFiles: ({ digits }) => ({ files: this.#files(digits) }), ...handlers };
  }

  connect(): FaceTransport {
    const { node, face } = inProcessTransport();
    this.#sessions.add(node);
    node.onMessage((message) => this.#receive(node, message));
    node.onClose(() => this.#sessions.delete(node));
    node.send({ type: 'hello', contract: 1, version: '0.1.0', state: this.state });
    return face;
  }

  called(command: CommandName): unknown[] {
    return this.calls.filter((call) => call.command === command).map(({ params }) => params);
  }

  setState(state: NodeState): void {
    this.state = state;
    for (const session of this.#sessions) session.send({ type: 'state', state });
    for (const [key, { session, call, view }] of this.#subscriptions) {
      if (!stateRefusal(views[view].states, state)) continue;
      this.#subscriptions.delete(key);
      session.send({ type: 'resync', call });
    }
  }

  setRows<Name extends ViewName>(view: Name, rows: readonly ViewRow<Name>[]): void {
    Object.assign(this.rows, { [view]: rows });
    for (const subscription of this.#subscriptions.values()) {
      if (subscription.view === view) this.#sendRows(subscription);
    }
  }

  /** Tells these alone, as a delta that leaves the others as they are. */
  addRows<Name extends ViewName>(view: Name, rows: readonly ViewRow<Name>[]): void {
    Object.assign(this.rows, { [view]: [...(this.rows[view] ?? []), ...rows] });
    for (const { session, call, view: followed } of this.#subscriptions.values()) {
      if (followed === view)
        session.send({ type: 'delta', call, from: REVISION, to: REVISION, upsert: [...rows], remove: [] });
    }
  }

  get sessionCount(): number {
    return this.#sessions.size;
  }

  /** As a node that stopped. */
  vanish(): void {
    for (const session of this.#sessions) session.close();
  }

  #files(digits: string): TransferRow[] {
    return (this.rows.transfers ?? []).filter(({ id }) => id.startsWith(digits) || id.endsWith(digits));
  }

  #receive(session: NodeTransport, given: unknown): void {
    const message = fromFace.parse(given);
    if (message.type === 'call') this.#answer(session, message);
    if (message.type === 'unsubscribe') this.#subscriptions.delete(String(message.call));
    if (message.type !== 'subscribe') return;
    // Subscriptions name views of the table; the real node checks it.
    const subscription = { session, call: message.call, view: message.view as ViewName };
    const refusal = stateRefusal(views[subscription.view].states, this.state);
    if (refusal) {
      session.send({ type: 'error', call: message.call, error: { code: refusal.code, params: {} } });
      return;
    }
    this.#subscriptions.set(String(message.call), subscription);
    this.#sendRows(subscription);
  }

  #sendRows({ session, call, view }: { session: NodeTransport; call: number; view: ViewName }): void {
    const rows = [...(this.rows[view] ?? [])];
    session.send({
      type: 'snapshot',
      call,
      rev: REVISION,
      incarnation: 'i',
      rows,
      hasOlder: false,
      hasNewer: false,
    });
  }

  #answer(
    session: NodeTransport,
    { call, command, params }: { call: number; command: string; params?: unknown },
  ): void {
    this.calls.push({ command, params });
    try {
      const name = command as CommandName;
      commands[name].params.parse(params);
      const handler = this.handlers[name] as ((params: unknown) => unknown) | undefined;
      session.send({ type: 'result', call, value: handler ? handler(params) : {} });
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      session.send({ type: 'error', call, error: { code: error.code, params: error.params } });
    }
  }
}
