// One face's session: every call is answered exactly once, and no answer is left behind by a session that ended.

import { AppError } from '../../base/app-error.js';
import { type CommandName, commands } from '../../contract/commands.js';
import { CONTRACT_VERSION, type FromFace, type ToFace, fromFace } from '../../contract/messages.js';
import type { NodeTransport } from '../../contract/transport.js';
import type { NodeState } from '../../contract/values.js';
import { type ViewName, views } from '../../contract/views.js';
import type { ViewSink } from '../views/view-sink.js';
import { SESSION_LIMITS } from './limits.js';
import { errorValueOf } from '../error-value.js';
import { stateRefusal } from './refusal.js';
import type { ContractServerOptions } from './server-options.js';

interface SessionOptions extends Omit<ContractServerOptions, 'state'> {
  readonly state: () => NodeState;
}

export class ContractSession {
  readonly #calls = new Set<number>();
  readonly #subscriptions = new Map<number, Subscription>();
  /** While the node waits for what the face has not saved. */
  #settling: Settling | undefined;
  #isOpen = true;

  constructor(
    private readonly transport: NodeTransport,
    private readonly options: SessionOptions,
  ) {}

  begin(): void {
    const { version, state } = this.options;
    this.#send({ type: 'hello', contract: CONTRACT_VERSION, version, state: state() });
    this.transport.onMessage((message) => {
      this.#receive(message);
    });
  }

  stateChanged(isBroken: boolean): void {
    const state = this.options.state();
    this.#send({ type: 'state', state, ...(isBroken && { isBroken }) });
    for (const [call, { view }] of this.#subscriptions) {
      if (stateRefusal(views[view].states, state) === undefined) continue;
      this.#unsubscribe(call);
      this.#send({ type: 'resync', call });
    }
  }

  /** Resolves when the face has sent what was unsaved and it is done, or the session ended. */
  settle(): Promise<void> {
    return new Promise((resolve) => {
      this.#settling = { calls: [], done: resolve };
      this.#send({ type: 'locking' });
      if (!this.#isOpen) resolve();
    });
  }

  close(): void {
    this.end();
    this.transport.close();
  }

  /** The transport is gone. */
  end(): void {
    this.#isOpen = false;
    this.#settling?.done();
    for (const call of [...this.#subscriptions.keys()]) this.#unsubscribe(call);
  }

  #receive(message: unknown): void {
    if (!this.#isOpen) return;
    const parsed = fromFace.safeParse(message);
    // Not a face of this contract: there is nothing it could be told.
    if (!parsed.success || this.#isTaken(parsed.data)) {
      this.close();
      return;
    }
    const { data } = parsed;
    if (data.type === 'ready') this.#settled();
    else if (data.type === 'unsubscribe') this.#unsubscribe(data.call);
    else if (data.type === 'subscribe') this.#subscribe(data);
    else {
      const call = this.#call(data);
      this.#settling?.calls.push(call);
    }
  }

  #settled(): void {
    const { calls, done } = this.#settling ?? { calls: [], done: () => undefined };
    this.#settling = undefined;
    void Promise.all(calls).then(done);
  }

  /** Two things under one number could not be told apart. */
  #isTaken(message: FromFace): boolean {
    if (message.type !== 'call' && message.type !== 'subscribe') return false;
    return this.#calls.has(message.call) || this.#subscriptions.has(message.call);
  }

  async #call({ call, command, params }: Extract<FromFace, { type: 'call' }>): Promise<void> {
    try {
      if (this.#calls.size >= SESSION_LIMITS.callsInFlight) throw tooMany(SESSION_LIMITS.callsInFlight);
      if (!isCommand(command)) throw new AppError('COMMAND_UNKNOWN', { command: command.slice(0, 64) });
      const valid = this.#admit(commands[command], params);
      this.#calls.add(call);
      // The schema just checked belongs to this command, which the type of the table cannot say.
      const handle = this.options.handlers[command] as (params: unknown) => Promise<unknown>;
      const value = await handle(valid);
      if (this.#isHidden(command, value)) throw new AppError('ANSWER_LOST');
      this.#calls.delete(call);
      this.#send({ type: 'result', call, value });
    } catch (error) {
      this.#calls.delete(call);
      this.#refuse(call, error);
    }
  }

  /** Asked before the lock and done, but answered behind it: what came of it may not be shown any more. */
  #isHidden(command: CommandName, value: unknown): boolean {
    const states: readonly NodeState[] = commands[command].states;
    const saysNothing = typeof value === 'object' && value !== null && Object.keys(value).length === 0;
    return this.options.state() === 'locked' && !states.includes('locked') && !saysNothing;
  }

  #subscribe({ call, view, params, cursor }: Extract<FromFace, { type: 'subscribe' }>): void {
    try {
      if (this.#subscriptions.size >= SESSION_LIMITS.subscriptions)
        throw tooMany(SESSION_LIMITS.subscriptions);
      if (!isView(view)) throw new AppError('COMMAND_UNKNOWN', { command: view.slice(0, 64) });
      const valid = this.#admit(views[view], params);
      const subscription: Subscription = { view, end: () => undefined };
      this.#subscriptions.set(call, subscription);
      subscription.end = this.options.views.subscribe(view, valid, this.#sinkOf(call), cursor);
    } catch (error) {
      this.#unsubscribe(call);
      this.#refuse(call, error);
    }
  }

  /** Parameters in the shape the schema promises, when the node's state allows the thing at all. */
  #admit(
    { states, params }: (typeof commands)[CommandName] | (typeof views)[ViewName],
    given: unknown,
  ): unknown {
    const refusal = stateRefusal(states, this.options.state());
    if (refusal) throw refusal;
    const parsed = params.safeParse(given);
    if (parsed.success) return parsed.data;
    throw new AppError('INPUT_INVALID', { field: parsed.error.issues[0]?.path.join('.') ?? '' });
  }

  #sinkOf(call: number): ViewSink {
    return {
      snapshot: ({ rows, ...rest }) => {
        this.#send({ type: 'snapshot', call, rows: [...rows], ...rest });
      },
      delta: ({ upsert, remove, ...rest }) => {
        this.#send({ type: 'delta', call, upsert: [...upsert], remove: [...remove], ...rest });
      },
      failed: (error) => {
        this.#unsubscribe(call);
        this.#refuse(call, error);
      },
    };
  }

  #unsubscribe(call: number): void {
    const subscription = this.#subscriptions.get(call);
    this.#subscriptions.delete(call);
    subscription?.end();
  }

  #refuse(call: number, error: unknown): void {
    if (!(error instanceof AppError)) this.options.onBug(error);
    this.#send({ type: 'error', call, error: errorValueOf(error) });
  }

  #send(message: ToFace): void {
    if (this.#isOpen) this.transport.send(message);
  }
}

interface Subscription {
  readonly view: ViewName;
  end: () => void;
}

interface Settling {
  /** Asked for since the face was told. They never reject. */
  readonly calls: Promise<void>[];
  readonly done: () => void;
}

function tooMany(limit: number): AppError {
  return new AppError('RATE_EXCEEDED', { limit });
}

function isCommand(name: string): name is CommandName {
  return Object.hasOwn(commands, name);
}

function isView(name: string): name is ViewName {
  return Object.hasOwn(views, name);
}
