// The face's side of a contract session: calls answered once, live views kept up to date, and a lost session that never
// leaves a caller waiting.

import { AppError } from '../base/app-error.js';
import type { CommandName, CommandParams, CommandResult } from './commands.js';
import { LiveView, type ViewState } from './live-view.js';
import type { ToFace, WindowEdges } from './messages.js';
import type { FaceTransport } from './transport.js';
import type { ErrorValue, NodeState } from './values.js';
import { viewStates } from './view-states.js';
import type { ViewName, ViewParams, ViewRow } from './views.js';
import { foundAnchor } from './window-anchor.js';

export type Hello = Extract<ToFace, { type: 'hello' }>;

/** @param isBroken the node locked by itself, as no owner asked */
export type StateListener = (state: NodeState, isBroken: boolean) => void;

/** Whoever shows a view. */
export interface ViewListener<Row> {
  /** The rows changed; called first with the first snapshot, and with no rows while the node may not show them. */
  readonly onChange: (state: ViewState<Row>) => void;
  /** The view is over: the session was lost (NODE_NOT_RUNNING) or the node refused the view. */
  readonly onEnd?: (error: AppError) => void;
}

interface PendingCall {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: AppError) => void;
}

export class ContractClient {
  readonly #transport: FaceTransport;
  readonly #calls = new Map<number, PendingCall>();
  readonly #subscriptions = new Map<number, Subscription>();
  readonly #parked = new Set<Subscription>();
  readonly #stateListeners = new Set<StateListener>();
  readonly #lockingListeners = new Set<() => void>();
  readonly #closeListeners = new Set<() => void>();
  readonly #greeting: { resolve: (hello: Hello) => void; reject: (error: AppError) => void };
  #state: NodeState | undefined;
  #lastCall = 0;
  #isOpen = true;

  /** The node's first message. Rejects with NODE_NOT_RUNNING when the session ends before. */
  readonly hello: Promise<Hello>;

  constructor(transport: FaceTransport) {
    this.#transport = transport;
    const greeting = promiseParts<Hello>();
    this.hello = greeting.promise;
    this.#greeting = greeting;
    // Nobody has to wait for it.
    this.hello.catch(() => undefined);
    transport.onClose(() => {
      this.#end();
    });
    transport.onMessage((message) => {
      this.#receive(message);
    });
  }

  /** The node's state as last told; undefined before `hello`. */
  get state(): NodeState | undefined {
    return this.#state;
  }

  /** Rejects with the AppError the node answered, or NODE_NOT_RUNNING when the session is or gets lost. */
  call<Name extends CommandName>(name: Name, params: CommandParams<Name>): Promise<CommandResult<Name>> {
    const { promise, resolve, reject } = promiseParts<unknown>();
    if (this.#isOpen) {
      const call = this.#nextCall();
      this.#calls.set(call, { resolve, reject });
      this.#transport.send({ type: 'call', call, command: name, params });
    } else {
      reject(new AppError('NODE_NOT_RUNNING'));
    }
    // The node promises the command's result schema; only requests are validated, in the node.
    return promise as Promise<CommandResult<Name>>;
  }

  /**
   * Keeps a view until the returned function is called. It comes back by itself after the node was locked.
   * @param earlier what an earlier session told of the same view: only what changed since is told
   */
  subscribe<Name extends ViewName>(
    name: Name,
    params: ViewParams<Name>,
    listener: ViewListener<ViewRow<Name>>,
    earlier?: ViewState<ViewRow<Name>>,
  ): () => void {
    const subscription: Subscription = {
      name,
      params,
      call: 0,
      // Rows are what the view's schema says; see `call`.
      view: new LiveView((state) => {
        listener.onChange(state as ViewState<ViewRow<Name>>);
      }, earlier),
      onEnd: (error) => listener.onEnd?.(error),
    };
    if (this.#isOpen) this.#start(subscription);
    else subscription.onEnd(new AppError('NODE_NOT_RUNNING'));
    return () => {
      this.#parked.delete(subscription);
      this.#stop(subscription);
    };
  }

  /** Called at every change of the node's state, until the returned function is called. */
  onState(listener: StateListener): () => void {
    this.#stateListeners.add(listener);
    return () => this.#stateListeners.delete(listener);
  }

  /** Called before the node locks, until the returned function is called: what is sent during the call is still done. */
  onLocking(listener: () => void): () => void {
    this.#lockingListeners.add(listener);
    return () => this.#lockingListeners.delete(listener);
  }

  /** Called once when the session ended, by whichever side. */
  onClose(listener: () => void): void {
    if (this.#isOpen) this.#closeListeners.add(listener);
    else listener();
  }

  close(): void {
    this.#transport.close();
    this.#end();
  }

  #receive(message: ToFace): void {
    if (!this.#isOpen) return;
    switch (message.type) {
      case 'hello':
        this.#greeting.resolve(message);
        this.#setState(message.state);
        return;
      case 'state':
        this.#setState(message.state, message.isBroken);
        return;
      case 'locking':
        for (const listener of [...this.#lockingListeners]) listener();
        this.#transport.send({ type: 'ready' });
        return;
      case 'result':
        this.#takeCall(message.call)?.resolve(message.value);
        return;
      case 'error':
        this.#fail(message.call, message.error);
        return;
      case 'snapshot':
      case 'delta':
      case 'resync':
        this.#update(message);
    }
  }

  #update(message: Extract<ToFace, { type: 'snapshot' | 'delta' | 'resync' }>): void {
    const subscription = this.#subscriptions.get(message.call);
    // Rows still on their way after `unsubscribe`.
    if (!subscription) return;
    if (message.type === 'snapshot') subscription.view.replace(message);
    else if (message.type === 'resync') this.#resume(subscription);
    else if (!subscription.view.apply(message)) {
      this.#stop(subscription);
      subscription.view.forget();
      this.#start(subscription);
    }
  }

  #fail(call: number, { code, params }: ErrorValue): void {
    const error = new AppError(code, params);
    this.#takeCall(call)?.reject(error);
    const subscription = this.#subscriptions.get(call);
    if (!subscription) return;
    this.#subscriptions.delete(call);
    if (code === 'NODE_LOCKED' || code === 'IDENTITY_MISSING') this.#park(subscription);
    else subscription.onEnd(error);
  }

  /** The node ended the subscription: begins a new one now, or when the node's state allows it. */
  #resume(subscription: Subscription): void {
    this.#subscriptions.delete(subscription.call);
    if (this.#allows(subscription)) this.#start(subscription);
    else this.#park(subscription);
  }

  /** Until the node tells a state that allows it. */
  #park(subscription: Subscription): void {
    this.#parked.add(subscription);
    subscription.view.clear();
  }

  #setState(state: NodeState, isBroken = false): void {
    this.#state = state;
    for (const listener of [...this.#stateListeners]) listener(state, isBroken);
    for (const subscription of [...this.#parked]) {
      if (!this.#allows(subscription)) continue;
      this.#parked.delete(subscription);
      this.#start(subscription);
    }
  }

  #allows(subscription: Subscription): boolean {
    const states: readonly NodeState[] = viewStates[subscription.name];
    return this.#state !== undefined && states.includes(this.#state);
  }

  #start(subscription: Subscription): void {
    const { name } = subscription;
    const { cursor, window } = subscription.view;
    const params = window ? standing(subscription.params, window) : subscription.params;
    subscription.call = this.#nextCall();
    this.#subscriptions.set(subscription.call, subscription);
    const kept = cursor && { cursor };
    this.#transport.send({ type: 'subscribe', call: subscription.call, view: name, params, ...kept });
  }

  #stop({ call }: Subscription): void {
    if (this.#subscriptions.delete(call)) this.#transport.send({ type: 'unsubscribe', call });
  }

  #takeCall(call: number): PendingCall | undefined {
    const pending = this.#calls.get(call);
    this.#calls.delete(call);
    return pending;
  }

  #nextCall(): number {
    return ++this.#lastCall;
  }

  #end(): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    const error = new AppError('NODE_NOT_RUNNING');
    this.#greeting.reject(error);
    for (const { reject } of this.#calls.values()) reject(error);
    for (const { onEnd } of [...this.#subscriptions.values(), ...this.#parked]) onEnd(error);
    this.#calls.clear();
    this.#subscriptions.clear();
    this.#parked.clear();
    for (const listener of this.#closeListeners) listener();
  }
}

interface Subscription {
  readonly name: ViewName;
  readonly params: unknown;
  /** The number it runs under now; a new one for every start. */
  call: number;
  readonly view: LiveView;
  readonly onEnd: (error: AppError) => void;
}

/** What is unread, or a message, is by now elsewhere or nowhere; whoever reads stays. */
function standing(params: unknown, { anchor }: WindowEdges): unknown {
  return { ...(params as ViewParams<'messages'>), anchor: foundAnchor(anchor) };
}

function promiseParts<T>() {
  let resolve: (value: T) => void = () => undefined;
  let reject: (error: AppError) => void = () => undefined;
  const promise = new Promise<T>((onValue, onError) => {
    resolve = onValue;
    reject = onError;
  });
  return { promise, resolve, reject };
}

export type { ViewState };
