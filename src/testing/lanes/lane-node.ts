// A commit lane without threads or network: real ciphers and store, frames handed over by the test.

import { createHash } from 'node:crypto';
import type { ContactId, Incarnation, NodeId } from '../../base/ids.js';
import type { Bytes } from '../../base/bytes.js';
import { toHex } from '../../base/bytes.js';
import { AppError } from '../../base/app-error.js';
import type { StoreConnection } from '../../core/ports/store.js';
import type { Message } from '../../core/ports/message-store.js';
import { directConversationId } from '../../core/conversation/index.js';
import type { CommandName, CommandParams, CommandResult } from '../../contract/commands.js';
import type { TransferAct } from '../../node/files/transfer-job.js';
import type { LaneCommand } from '../../node/handlers/index.js';
import { buildLane, type BuiltLane, foundStore } from '../../node/lane/build-lane.js';
import type { CrashPoint } from '../../node/lane/item-context.js';
import type { Effect, LaneItem } from '../../node/lane/lane-messages.js';
import { decodePayload } from '../../protocol/payload-codec.js';

export interface LaneClock {
  now: number;
}

/** One person's lane. `outgoing` collects what the network side would be told. */
export class LaneNode {
  readonly #connection: StoreConnection;
  #built: BuiltLane;
  #calls = new Map<number, { resolve(value: unknown): void; reject(error: AppError): void }>();
  #nextCall = 1;
  #sequence = 0;
  /** Frames each commit let out. */
  readonly releases: number[] = [];
  outgoing: Exclude<Effect, { kind: 'reply' | 'replyError' }>[] = [];

  constructor(
    readonly name: string,
    connection: StoreConnection,
    private readonly clock: LaneClock,
    private readonly crash: (point: CrashPoint) => void = () => undefined,
  ) {
    this.#connection = connection;
    if (!connection.store.identity.get()) foundStore(connection, name, this.#environment());
    this.#built = this.#build();
  }

  get self(): NodeId {
    return this.#built.context.self;
  }

  get incarnation(): Incarnation {
    return this.#connection.store.identity.incarnation();
  }

  get store(): StoreConnection['store'] {
    return this.#connection.store;
  }

  /** The parts of its lane, for tests that let it lie. */
  get context(): BuiltLane['context'] {
    return this.#built.context;
  }

  get lane(): BuiltLane['lane'] {
    return this.#built.lane;
  }

  /** What a process start does: nothing volatile survives, the store does. */
  restart(): void {
    this.outgoing = [];
    this.#built = this.#build();
  }

  command<Name extends LaneCommand & CommandName>(
    name: Name,
    params: CommandParams<Name>,
  ): Promise<CommandResult<Name>> {
    const answer = this.#ask((call) => ({ kind: 'command', call, command: name, params }));
    return answer as Promise<CommandResult<Name>>;
  }

  act(act: TransferAct): Promise<unknown> {
    return this.#ask((call) => ({ kind: 'transferAct', call, act }));
  }

  /** Has it sign what it proves on links. */
  credentials({ waitsForDisk }: { readonly waitsForDisk: boolean }): Promise<unknown> {
    const staticKey = this.#random(32);
    return this.#ask((call) => ({ kind: 'credentials', call, staticKey, addresses: [], waitsForDisk }));
  }

  /** The messages of the conversation with `peer` in their order, as text; system lines left out. */
  history(peer: NodeId): string[] {
    return this.messages(peer).map(
      (message) => `${message.author === this.self ? 'me' : 'peer'}: ${textOf(message)}`,
    );
  }

  /** Both authors' messages, ordered as every member orders them. */
  messages(peer: NodeId): Message[] {
    const id = this.conversation(peer);
    const { messages } = this.#connection.store;
    return [this.self, peer]
      .flatMap((author) => messages.authoredAbove(id, author, 0, 1_000_000))
      .filter((message) => message.payload.length > 0)
      .sort((a, b) => a.lamport - b.lamport || compare(a.author, b.author) || a.authorSeq - b.authorSeq);
  }

  conversation(peer: NodeId): ReturnType<typeof directConversationId> {
    return directConversationId(sha256, this.self, peer);
  }

  contactOf(peer: NodeId): ContactId | undefined {
    return this.#connection.store.contacts.byNode(peer)?.id;
  }

  /** A fresh id of 16 bytes, as a face would choose it. */
  id(): string {
    return toHex(this.#random(16));
  }

  #ask(item: (call: number) => LaneItem): Promise<unknown> {
    const call = this.#nextCall++;
    const answer = new Promise<unknown>((resolve, reject) => this.#calls.set(call, { resolve, reject }));
    this.#built.lane.push(item(call));
    return answer;
  }

  #build(): BuiltLane {
    return buildLane(this.#connection, this.#environment(), (_commit, effects) => {
      this.releases.push(effects.filter(({ kind }) => kind === 'send').length);
      for (const effect of effects) this.#take(effect);
    });
  }

  #take(effect: Effect): void {
    if (effect.kind === 'reply') this.#calls.get(effect.call)?.resolve(effect.result);
    else if (effect.kind === 'replyError') {
      this.#calls.get(effect.call)?.reject(new AppError(effect.error.code, effect.error.params));
    } else this.outgoing.push(effect);
  }

  #environment() {
    return {
      now: () => this.clock.now,
      randomBytes: (length: number) => this.#random(length),
      crash: (point: CrashPoint) => {
        this.crash(point);
      },
    };
  }

  /** Deterministic per name, so that a failing run can be repeated. */
  #random(length: number): Bytes {
    const hash = createHash('shake256', { outputLength: length });
    return new Uint8Array(hash.update(`${this.name}/${String(this.#sequence++)}`).digest());
  }
}

function textOf(message: Message): string {
  const decoded = decodePayload(message.payload);
  if (!decoded.ok) return '?';
  const { content } = decoded.value.payload;
  return content.kind === 'text' ? content.text : `(${content.kind})`;
}

function compare(a: string | null, b: string | null): number {
  return (a ?? '') < (b ?? '') ? -1 : 1;
}

function sha256(...parts: readonly Uint8Array[]): Bytes {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return new Uint8Array(hash.digest());
}
