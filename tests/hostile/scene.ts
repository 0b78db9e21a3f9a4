// Alice's node, whole and real, with Mallory beside it.

import { HostileContact } from '../../src/testing/hostile/hostile-contact.js';
import { HostilePeer } from '../../src/testing/hostile/hostile-peer.js';
import { homeOf } from '../../src/testing/node/founded-people.js';
import { HomeYard } from '../../src/testing/node/homes.js';
import { LocalNode, type LocalNodeOptions } from '../../src/testing/node/local-node.js';
import { until } from '../../src/testing/node/observe.js';
import type { MessageRow } from '../../src/contract/values.js';

export class Scene {
  readonly #nodes: LocalNode[] = [];
  readonly #peers: HostileContact[] = [];

  private constructor(
    readonly yard: HomeYard,
    readonly alice: LocalNode,
  ) {}

  /** @param options of Alice's node */
  static async open(options: LocalNodeOptions = {}): Promise<Scene> {
    const yard = await HomeYard.open();
    const scene = new Scene(yard, await LocalNode.start(await homeOf('Alice', yard), options));
    scene.#nodes.push(scene.alice);
    return scene;
  }

  /** Another honest node. */
  async start(name: string): Promise<LocalNode> {
    const node = await LocalNode.start(await homeOf(name, this.yard));
    this.#nodes.push(node);
    return node;
  }

  /** A hostile peer with an address of its own. */
  stranger(): HostilePeer {
    return new HostilePeer(this.yard.nextHost());
  }

  /** A hostile peer Alice approved. */
  async contact(): Promise<HostileContact> {
    const contact = await HostileContact.approvedBy(this.alice, this.stranger());
    this.#peers.push(contact);
    return contact;
  }

  /** Waits until Alice's conversation with the peer holds this text. */
  async untilShown({ conversation }: HostileContact, text: string): Promise<void> {
    await until(this.alice.client, ['messages', { conversationId: conversation, limit: 200 }], (rows) =>
      rows.some((row) => row.text === text),
    );
  }

  /** What Alice sees in the conversation with the peer, oldest first, system lines aside. */
  async shown({ conversation }: HostileContact): Promise<MessageRow[]> {
    const asked = { conversationId: conversation, limit: 200 };
    const { messages } = await this.alice.client.call('messagePage', asked);
    return messages.filter((row) => row.direction !== 'system');
  }

  async close(): Promise<void> {
    for (const { link } of this.#peers) link.socket.end();
    for (const node of this.#nodes) await node.stop();
    await this.yard.clear();
  }
}

export function textsOf(rows: readonly MessageRow[]): string[] {
  return rows.map((row) => `${row.direction}: ${row.text}`);
}
