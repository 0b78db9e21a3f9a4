// Main's end of the commit lane: hands work over, matches answers, passes effects on in their order.

import { Worker } from 'node:worker_threads';
import { AppError } from '../../base/app-error.js';
import type { Bytes } from '../../base/bytes.js';
import type { NodeId } from '../../base/ids.js';
import type { SignatureLabel } from '../../core/ports/session-cipher.js';
import type { RecordAddress } from '../../protocol/record-codec.js';
import type { TransferAct } from '../files/transfer-job.js';
import type { LaneCommand } from '../handlers/index.js';
import type {
  CredentialBytes,
  Effect,
  FromLane,
  LaneFacts,
  LaneItem,
  LaneOptions,
  LaneQuery,
  ToLane,
} from './lane-messages.js';

export interface LaneListener {
  /** After every commit, before its effects. */
  committed(rev: number, entities: readonly string[]): void;
  effect(effect: Exclude<Effect, { kind: 'reply' | 'replyError' }>): void;
  /** This many frames were worked off. */
  worked(frames: number): void;
  /** The thread ended without being asked to. */
  died(error: unknown): void;
}

interface Waiting {
  resolve(value: unknown): void;
  reject(error: AppError): void;
}

/** Enough for several batches; V8 would let it grow to 48 MB. */
const YOUNG_GENERATION_MB = 6;

export class LaneClient {
  readonly #worker: Worker;
  readonly #calls = new Map<number, Waiting>();
  #nextCall = 1;
  #items: LaneItem[] = [];
  #lifecycle: Waiting | undefined;
  #closing = false;

  constructor(
    entry: URL,
    private readonly listener: LaneListener,
    workerData?: unknown,
  ) {
    this.#worker = new Worker(entry, {
      workerData,
      resourceLimits: { maxYoungGenerationSizeMb: YOUNG_GENERATION_MB },
    });
    this.#worker.on('message', (message: FromLane) => {
      this.#receive(message);
    });
    this.#worker.on('error', (error) => {
      this.#fail(error);
    });
    this.#worker.on('exit', () => {
      this.#fail(new Error('the commit lane ended'));
    });
  }

  /** Opens the store; its key moves to the thread and is gone here. Throws the AppError of opening it. */
  async open(options: LaneOptions): Promise<LaneFacts> {
    const opened = this.#expectLifecycle();
    this.#worker.postMessage({ type: 'open', options } satisfies ToLane, [options.masterKey.buffer]);
    return (await opened) as LaneFacts;
  }

  push(item: Exclude<LaneItem, { kind: 'command' | 'credentials' | 'transferAct' }>): void {
    this.#collect(item);
  }

  command(command: LaneCommand, params: unknown): Promise<unknown> {
    return this.#ask((call) => {
      this.#collect({ kind: 'command', call, command, params });
    });
  }

  async credentials(
    staticKey: Bytes,
    addresses: readonly RecordAddress[],
    waitsForDisk: boolean,
  ): Promise<CredentialBytes> {
    const answer = this.#ask((call) => {
      this.#collect({ kind: 'credentials', call, staticKey, addresses, waitsForDisk });
    });
    return (await answer) as CredentialBytes;
  }

  transferAct(act: TransferAct): Promise<unknown> {
    return this.#ask((call) => {
      this.#collect({ kind: 'transferAct', call, act });
    });
  }

  async verify(signed: {
    signer: NodeId;
    label: SignatureLabel;
    body: Bytes;
    signature: Bytes;
  }): Promise<boolean> {
    return (await this.#query({ kind: 'verify', ...signed })) === true;
  }

  async fingerprint(nodeId: NodeId): Promise<string> {
    return String(await this.#query({ kind: 'fingerprint', nodeId }));
  }

  /** Commits what is in work, closes the store and ends the thread. */
  async close(): Promise<void> {
    // A thread that died answers nothing; what it had committed is on the disk.
    if (!this.#closing) {
      this.#closing = true;
      const closed = this.#expectLifecycle();
      this.#post({ type: 'close' });
      await closed.catch(() => undefined);
    }
    await this.#worker.terminate();
    this.#rejectAll(new AppError('NODE_STOPPING'));
  }

  #query(query: LaneQuery): Promise<unknown> {
    return this.#ask((id) => {
      this.#post({ type: 'query', id, query });
    });
  }

  #ask(say: (call: number) => void): Promise<unknown> {
    if (this.#closing) return Promise.reject(new AppError('NODE_STOPPING'));
    const call = this.#nextCall++;
    return new Promise((resolve, reject) => {
      this.#calls.set(call, { resolve, reject });
      say(call);
    });
  }

  /** What one turn of the event loop brings crosses the thread border together: a crossing costs more than an item. */
  #collect(item: LaneItem): void {
    this.#items.push(item);
    if (this.#items.length > 1) return;
    queueMicrotask(() => {
      this.#handOver();
    });
  }

  #handOver(): void {
    if (this.#items.length > 0)
      this.#worker.postMessage({ type: 'items', items: this.#items } satisfies ToLane);
    this.#items = [];
  }

  #post(message: ToLane): void {
    // Nothing overtakes an item.
    this.#handOver();
    this.#worker.postMessage(message);
  }

  #receive(message: FromLane): void {
    switch (message.type) {
      case 'opened':
        this.#lifecycle?.resolve(message.facts);
        return;
      case 'closed':
        this.#lifecycle?.resolve(undefined);
        return;
      case 'failed':
        this.#lifecycle?.reject(new AppError(message.error.code, message.error.params));
        return;
      case 'answer':
        this.#settle(message.id)?.resolve(message.value);
        return;
      case 'committed':
        if (message.entities.length > 0) this.listener.committed(message.rev, message.entities);
        for (const effect of message.effects) this.#apply(effect);
        if (message.frames > 0) this.listener.worked(message.frames);
        return;
    }
  }

  #apply(effect: Effect): void {
    if (effect.kind === 'reply') this.#settle(effect.call)?.resolve(effect.result);
    else if (effect.kind === 'replyError') {
      this.#settle(effect.call)?.reject(new AppError(effect.error.code, effect.error.params));
    } else this.listener.effect(effect);
  }

  #settle(call: number): Waiting | undefined {
    const waiting = this.#calls.get(call);
    this.#calls.delete(call);
    return waiting;
  }

  #expectLifecycle(): Promise<unknown> {
    return new Promise((resolve, reject) => {
      this.#lifecycle = { resolve, reject };
    });
  }

  #fail(cause: unknown): void {
    if (this.#closing) {
      this.#lifecycle?.resolve(undefined);
      return;
    }
    this.#closing = true;
    this.#lifecycle?.reject(new AppError('STORE_FAILED', {}, cause));
    // It may have committed what it did not come to answer.
    this.#rejectAll(new AppError('ANSWER_LOST', {}, cause));
    this.listener.died(cause);
  }

  #rejectAll(error: AppError): void {
    for (const waiting of this.#calls.values()) waiting.reject(error);
    this.#calls.clear();
  }
}
