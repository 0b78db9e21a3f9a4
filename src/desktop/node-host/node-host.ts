// Runs what the host's machine decides: one process of the node at a time, and whoever watches told of every change.

import type { ErrorValue } from '../../contract/values.js';
import type { HandedFile, NodeStart } from '../node-process/node-messages.js';
import { decideHost, type HostEffect, type HostInput, type HostState, IDLE } from './host-machine.js';
import type { NodeProcess, NodeRuntime } from './node-runtime.js';

export interface NodeHostOptions<Port> {
  readonly runtime: NodeRuntime<Port>;
  readonly start: Omit<NodeStart, 'isOffline'>;
  readonly clock: HostClock;
  readonly onChange: (state: HostState) => void;
}

export interface HostClock {
  /** Unix milliseconds. */
  now(): number;
  /** Returns how to cancel. */
  after(ms: number, act: () => void): () => void;
}

export class NodeHost<Port> {
  #state = IDLE;
  #process: NodeProcess<Port> | undefined;
  #cancelWait: () => void = () => undefined;

  constructor(private readonly options: NodeHostOptions<Port>) {}

  get state(): HostState {
    return this.#state;
  }

  start({ isOffline }: { readonly isOffline: boolean }): void {
    this.#input({ type: 'start', isOffline });
  }

  /** In order; `stopped` follows. */
  stop(): void {
    this.#input({ type: 'stop' });
  }

  /** False when no node runs to take it. */
  connect(port: Port): boolean {
    if (!this.#process || (this.#state.phase !== 'running' && this.#state.phase !== 'attached')) return false;
    this.#process.connect(port);
    return true;
  }

  /** False when no node runs to take it. */
  handOver(file: HandedFile): Promise<boolean> {
    return this.#process?.handOver(file) ?? Promise.resolve(false);
  }

  #input(input: HostInput): void {
    const { state, effects } = decideHost(this.#state, input, this.options.clock.now());
    const hasChanged = state !== this.#state;
    this.#state = state;
    for (const effect of effects) this.#run(effect);
    if (hasChanged) this.options.onChange(state);
  }

  #run(effect: HostEffect): void {
    switch (effect.type) {
      case 'spawn':
        this.#spawn(effect.isOffline);
        return;
      case 'wait':
        this.#cancelWait();
        this.#cancelWait = this.options.clock.after(effect.ms, () => {
          this.#input({ type: 'due' });
        });
        return;
      case 'ask-to-stop':
        this.#process?.stop();
        return;
      case 'kill':
        this.#process?.kill();
    }
  }

  #spawn(isOffline: boolean): void {
    this.#cancelWait();
    const own = (): boolean => this.#process === process;
    const process = this.options.runtime.start(
      { ...this.options.start, isOffline },
      {
        ready: (isAttached) => {
          if (own()) this.#input({ type: 'ready', isAttached });
        },
        refused: (error: ErrorValue) => {
          if (own()) this.#input({ type: 'refused', error });
        },
        // One that was refused may end after the next was started.
        exited: (code) => {
          if (!own()) return;
          this.#process = undefined;
          this.#cancelWait();
          this.#input({ type: 'exited', code });
        },
      },
    );
    this.#process = process;
  }
}
