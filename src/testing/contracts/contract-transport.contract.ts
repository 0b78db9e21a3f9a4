// What every transport of the contract promises to the node and the face at its ends. Run on each of them.

import { describe, expect, it } from 'vitest';
import type { FromFace, ToFace } from '../../contract/messages.js';
import type { FaceTransport, NodeTransport } from '../../contract/transport.js';

export interface TransportPair {
  readonly node: NodeTransport;
  readonly face: FaceTransport;
}

export function contractTransportSuite(name: string, open: () => Promise<TransportPair>): void {
  describe(`contract transport: ${name}`, () => {
    it('delivers in order, in both directions', async () => {
      const { node, face } = await open();
      const atNode = collect(node);
      const atFace = collect(face);
      for (let call = 0; call < 100; call++) {
        face.send({ type: 'unsubscribe', call });
        node.send({ type: 'resync', call });
      }
      await atNode.until(100);
      await atFace.until(100);
      expect(atNode.messages).toEqual(numbered(100, 'unsubscribe'));
      expect(atFace.messages).toEqual(numbered(100, 'resync'));
    });

    it('keeps what was sent before anybody listened', async () => {
      const { node, face } = await open();
      node.send({ type: 'resync', call: 1 });
      node.send({ type: 'resync', call: 2 });
      face.send({ type: 'unsubscribe', call: 3 });
      const atNode = collect(node);
      await atNode.until(1);
      const atFace = collect(face);
      await atFace.until(2);
      expect(atFace.messages).toEqual([
        { type: 'resync', call: 1 },
        { type: 'resync', call: 2 },
      ]);
    });

    it('hands over copies, never inside the call that sends', async () => {
      const { node, face } = await open();
      const atNode = collect(node);
      const params = { text: 'hello, ёж 🦔', list: [1, null, { deep: true }] };
      face.send({ type: 'call', call: 1, command: 'status', params });
      expect(atNode.messages).toEqual([]);
      params.text = 'changed after it was sent';
      await atNode.until(1);
      expect(atNode.messages[0]).toEqual({
        type: 'call',
        call: 1,
        command: 'status',
        params: { ...params, text: 'hello, ёж 🦔' },
      });
    });

    it('carries a snapshot of the largest size', async () => {
      const { node, face } = await open();
      const atFace = collect(face);
      collect(node);
      const rows = Array.from({ length: 128 }, (_, id) => ({ id: String(id), text: 'x'.repeat(4_096) }));
      node.send({
        type: 'snapshot',
        call: 1,
        rev: 1,
        incarnation: '',
        rows,
        hasOlder: true,
        hasNewer: false,
      });
      await atFace.until(1);
      expect(atFace.messages[0]).toMatchObject({ rows });
    });

    it('carries any amount to a face that reads', async () => {
      const { node, face } = await open();
      const atFace = collect(face);
      collect(node);
      const value = 'x'.repeat(1_000_000);
      for (let call = 1; call <= 24; call++) {
        node.send({ type: 'result', call, value });
        await atFace.until(call);
        // Whoever said that it was read is heard in a turn of its own.
        await new Promise((resolve) => setImmediate(resolve));
      }
      expect([atFace.messages.length, atFace.closings()]).toEqual([24, 0]);
    });

    it.each(['face', 'node'] as const)(
      'tells both ends once that the %s closed, and says nothing after',
      async (end) => {
        const pair = await open();
        const atNode = collect(pair.node);
        const atFace = collect(pair.face);
        pair.node.send({ type: 'resync', call: 1 });
        await atFace.until(1);
        pair[end].close();
        pair[end].close();
        await Promise.all([atNode.closed, atFace.closed]);
        pair.node.send({ type: 'resync', call: 2 });
        pair.face.send({ type: 'unsubscribe', call: 2 });
        await new Promise((resolve) => setImmediate(resolve));
        expect([atNode.messages, atFace.messages]).toEqual([[], [{ type: 'resync', call: 1 }]]);
        expect([atNode.closings(), atFace.closings()]).toEqual([1, 1]);
      },
    );

    it('delivers what was sent before it was closed', async () => {
      const { node, face } = await open();
      const atFace = collect(face);
      collect(node);
      node.send({ type: 'resync', call: 1 });
      node.close();
      await atFace.closed;
      expect(atFace.messages).toEqual([{ type: 'resync', call: 1 }]);
    });
  });
}

interface Collected {
  readonly messages: (FromFace | ToFace)[];
  readonly closed: Promise<void>;
  readonly closings: () => number;
  /** Resolves when this many messages arrived. */
  until(count: number): Promise<void>;
}

function collect(transport: NodeTransport | FaceTransport): Collected {
  const messages: (FromFace | ToFace)[] = [];
  const waiting: { count: number; resolve: () => void }[] = [];
  let closings = 0;
  const closed = new Promise<void>((resolve) => {
    transport.onClose(() => {
      closings++;
      resolve();
    });
  });
  transport.onMessage((message) => {
    // The suite itself is who sent it.
    messages.push(message as FromFace | ToFace);
    for (const { count, resolve } of waiting) if (messages.length >= count) resolve();
  });
  return {
    messages,
    closed,
    closings: () => closings,
    until: (count) =>
      new Promise((resolve) => {
        if (messages.length >= count) resolve();
        else waiting.push({ count, resolve });
      }),
  };
}

function numbered(count: number, type: 'unsubscribe' | 'resync') {
  return Array.from({ length: count }, (_, call) => ({ type, call }));
}
