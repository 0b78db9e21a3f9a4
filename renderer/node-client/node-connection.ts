// The window's one way to the node: a session that is replaced when it is lost, with every view carried over to the next.

import { type StoreApi, createStore } from 'zustand/vanilla';
import { AppError } from '../../src/base/app-error.js';
import { type Result, err, ok } from '../../src/base/result.js';
import { ContractClient, type ViewListener, type ViewState } from '../../src/contract/client.js';
import type { CommandName, CommandParams, CommandResult } from '../../src/contract/commands.js';
import type { FaceTransport } from '../../src/contract/transport.js';
import type { NodeState } from '../../src/contract/values.js';
import type { ViewName, ViewParams, ViewRow } from '../../src/contract/views.js';
import { retryDelayMs } from './retry-delay.js';
import type { Schedule } from './schedule.js';

export interface ConnectionState {
  /** stale: the session is lost, what is shown is from before. gone: no session can be had without the owner's help. */
  readonly phase: 'connecting' | 'live' | 'stale' | 'gone';
  /** As last told. */
  readonly node: NodeState | undefined;
  readonly version: string;
}

/** There is a session, and the node takes what it is told. */
export function isOpen({ phase, node }: ConnectionState): boolean {
  return phase === 'live' && node === 'open';
}

export interface NodeConnectionOptions {
  /** Begins a session. Rejecting with `isFinal` ends all attempts. */
  readonly connect: () => Promise<FaceTransport>;
  readonly isFinal: (error: unknown) => boolean;
  readonly schedule: Schedule;
}

type Following = (client: ContractClient) => () => void;

export class NodeConnection {
  readonly state: StoreApi<ConnectionState> = createStore<ConnectionState>(() => ({
    phase: 'connecting',
    node: undefined,
    version: '',
  }));
  readonly #following = new Map<Following, () => void>();
  readonly #lockingListeners = new Set<() => void>();
  #client: ContractClient | undefined;
  #attempts = 0;
  #isBeginning = false;
  #isClosed = false;

  constructor(private readonly options: NodeConnectionOptions) {
    void this.#begin();
  }

  /** Every failure is a value: a refusal of the node, or NODE_NOT_RUNNING while there is no session. */
  async call<Name extends CommandName>(
    name: Name,
    params: CommandParams<Name>,
  ): Promise<Result<CommandResult<Name>, AppError>> {
    if (!this.#client) return err(new AppError('NODE_NOT_RUNNING'));
    try {
      return ok(await this.#client.call(name, params));
    } catch (error) {
      return err(error instanceof AppError ? error : new AppError('COMMAND_FAILED'));
    }
  }

  /** Rows of a view over all sessions, until the returned function is called. Between sessions the last rows stay. */
  follow<Name extends ViewName>(
    name: Name,
    params: ViewParams<Name>,
    onChange: (state: ViewState<ViewRow<Name>>) => void,
    onRefused: (error: AppError) => void,
  ): () => void {
    let last: ViewState<ViewRow<Name>> | undefined;
    const listener: ViewListener<ViewRow<Name>> = {
      onChange: (state) => {
        last = state;
        onChange(state);
      },
      onEnd: (error) => {
        if (error.code !== 'NODE_NOT_RUNNING') onRefused(error);
      },
    };
    const following: Following = (client) => client.subscribe(name, params, listener, last);
    this.#following.set(following, this.#client ? following(this.#client) : () => undefined);
    return () => {
      this.#following.get(following)?.();
      this.#following.delete(following);
    };
  }

  /**
   * Called before the node locks, and where it ended and begins locked, until the returned function is called: the last
   * moment to save something.
   */
  onLocking(listener: () => void): () => void {
    this.#lockingListeners.add(listener);
    return () => this.#lockingListeners.delete(listener);
  }

  /** Tries now instead of waiting. */
  reconnect(): void {
    if (this.#client || this.#isClosed) return;
    this.#attempts = 0;
    void this.#begin();
  }

  /** Resolves as soon as there is a session; tries for one now. */
  async whenLive(): Promise<void> {
    this.reconnect();
    if (this.#client) return;
    await new Promise<void>((resolve) => {
      const stop = this.state.subscribe(({ phase }) => {
        if (phase !== 'live') return;
        stop();
        resolve();
      });
    });
  }

  close(): void {
    this.#isClosed = true;
    this.#client?.close();
  }

  async #begin(): Promise<void> {
    // Two sessions at once would each be answered, and one of them followed by nobody.
    if (this.#isBeginning) return;
    this.#isBeginning = true;
    try {
      const client = new ContractClient(await this.options.connect());
      if (this.#isClosed) {
        client.close();
        return;
      }
      client.onClose(() => {
        this.#lost();
      });
      client.onState((node) => {
        this.state.setState({ node });
      });
      client.onLocking(() => {
        this.#locking();
      });
      const { version, state } = await client.hello;
      if (state === 'locked') this.#locking();
      this.#attempts = 0;
      this.#client = client;
      this.state.setState({ phase: 'live', node: state, version });
      for (const following of this.#following.keys()) this.#following.set(following, following(client));
    } catch (error) {
      if (this.options.isFinal(error)) this.state.setState({ phase: 'gone' });
      else if (!(error instanceof AppError)) this.#retry();
    } finally {
      this.#isBeginning = false;
    }
  }

  #locking(): void {
    for (const listener of this.#lockingListeners) listener();
  }

  #lost(): void {
    this.#client = undefined;
    if (!this.#isClosed) this.#retry();
  }

  #retry(): void {
    this.state.setState(({ phase }) => ({ phase: phase === 'connecting' ? phase : 'stale' }));
    const delayMs = retryDelayMs(this.#attempts++);
    this.options.schedule.after(delayMs, () => {
      if (!this.#client && !this.#isClosed) void this.#begin();
    });
  }
}
