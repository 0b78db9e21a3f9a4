import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  envelope,
  type LinkNode,
  type LinkNodeOptions,
  startLinkNode,
  testCredentials,
  testTarget,
} from '../../testing/network/link-node.js';
import { manualTimers } from '../../testing/network/manual-timers.js';

describe('links', () => {
  let nodes: LinkNode[];
  let alice: LinkNode;
  let bob: LinkNode;

  const start = async (options: LinkNodeOptions = {}) => {
    const node = await startLinkNode(options);
    nodes.push(node);
    return node;
  };
  const to = (node: LinkNode, addresses = [node.address]) => testTarget(node.nodeId, addresses);
  const knows = (node: LinkNode) => testTarget(node.nodeId);
  /** Alice dials, Bob knows her. */
  const link = async () => {
    bob.layer.setTargets([knows(alice)]);
    alice.layer.setTargets([to(bob)]);
    await expect.poll(() => [alice.links.length, bob.links.length]).toEqual([1, 1]);
    return { atAlice: idOf(alice), atBob: idOf(bob) };
  };
  /** Pings go and come; in the end both links are exactly a day old. */
  const passADay = async () => {
    const [stepMs, dayMs] = [70_000, 24 * 3_600_000];
    for (let elapsedMs = stepMs; elapsedMs < dayMs; elapsedMs += stepMs) {
      alice.timers.advance(stepMs);
      while (![alice, bob].every((node) => node.layer.statuses()[0]?.lastSeenAt === node.timers.now())) {
        await new Promise((resolve) => setImmediate(resolve));
      }
    }
    expect([alice.downs, bob.downs]).toEqual([[], []]);
    alice.timers.advance(dayMs % stepMs);
  };
  const idOf = (node: LinkNode) => node.links[0]?.linkId ?? 0;
  const texts = (node: LinkNode) =>
    node.frames.map((frame) =>
      frame.kind === 'envelope' ? Buffer.from(frame.ciphertext).toString() : frame.kind,
    );

  beforeEach(async () => {
    nodes = [];
    const timers = manualTimers();
    alice = await start({ rank: 1, timers });
    bob = await start({ rank: 2, timers });
  });
  afterEach(async () => {
    await Promise.all(nodes.map((node) => node.layer.stop('shutdown')));
  });

  it('carry frames both ways in order', async () => {
    const { atAlice, atBob } = await link();
    for (const text of ['1', '2', '3']) expect(alice.layer.send(atAlice, envelope(text))).toBe('sent');
    bob.layer.send(atBob, envelope('4'));
    await expect.poll(() => [texts(bob), texts(alice)]).toEqual([['1', '2', '3'], ['4']]);
  });

  it('tell who came, from where, and with which record', async () => {
    await link();
    expect(alice.links[0]).toMatchObject({ nodeId: bob.nodeId, direction: 'out', address: bob.address });
    expect(alice.links[0]?.record).toMatchObject({ sequence: 1, addresses: [] });
    expect(bob.links[0]).toMatchObject({
      nodeId: alice.nodeId,
      direction: 'in',
      address: null,
      remoteIp: '127.0.0.1',
    });
    expect(alice.layer.statuses()).toMatchObject([
      { state: 'up', direction: 'out', address: bob.address, error: null },
    ]);
    expect(bob.layer.statuses()).toMatchObject([{ state: 'up', direction: 'in', address: null }]);
  });

  it('end up as one when both dial at once', async () => {
    alice.layer.setTargets([to(bob)]);
    bob.layer.setTargets([to(alice)]);
    const exchanged = async () => {
      alice.layer.send(idOf(alice), envelope('a'));
      bob.layer.send(idOf(bob), envelope('b'));
      await Promise.resolve();
      return texts(bob).includes('a') && texts(alice).includes('b');
    };
    await expect.poll(exchanged).toBe(true);
    expect([alice.links.length, bob.links.length]).toEqual([1, 1]);
    expect(alice.links[0]?.direction).not.toBe(bob.links[0]?.direction);
  });

  it('are dialled again after they broke, after a while', async () => {
    await link();
    bob.layer.closeLink(idOf(bob), 'shutdown');
    await expect.poll(() => alice.downs).toEqual([{ close: 'shutdown' }]);
    expect(alice.layer.statuses()).toMatchObject([
      { state: 'waiting', nextAttemptAt: alice.timers.now() + 1_500 },
    ]);
    alice.timers.advance(1_500);
    await expect.poll(() => alice.links.length).toBe(1);
  });

  it('are dialled again at once when the peer asks for it', async () => {
    await link();
    bob.layer.closeLink(idOf(bob), 'stream');
    await expect.poll(() => alice.downs).toEqual([{ close: 'stream' }]);
    alice.timers.advance(0);
    await expect.poll(() => alice.links.length).toBe(1);
  });

  it('are set up anew when the credentials change', async () => {
    await link();
    const before = alice.links[0]?.incarnation;
    bob.layer.setCredentials(testCredentials(bob.nodeId), 'incarnation');
    await expect.poll(() => alice.downs).toEqual([{ close: 'incarnation' }]);
    alice.timers.advance(0);
    await expect.poll(() => alice.links.length).toBe(1);
    expect(alice.links[0]?.incarnation).not.toBe(before);
  });

  it('stay when only the record changed', async () => {
    await link();
    bob.layer.setCredentials(testCredentials(bob.nodeId), null);
    expect(bob.links).toHaveLength(1);
    expect(bob.downs).toEqual([]);
  });

  it('try the next address when the first does not answer', async () => {
    const closed = await startLinkNode();
    await closed.layer.stop('shutdown');
    alice.layer.setTargets([to(bob, [closed.address, bob.address])]);
    await expect.poll(() => alice.links[0]?.address).toBe(bob.address);
  });

  it('drop a peer that fell silent after 75 seconds', async () => {
    await link();
    bob.layer.setReading(idOf(bob), false);
    alice.timers.advance(74_000);
    expect(alice.downs).toEqual([]);
    alice.timers.advance(1_000);
    expect(alice.downs).toEqual([{ code: 'PEER_TIMEOUT' }]);
    // Who does not read cannot know.
    expect(bob.downs).toEqual([]);
  });

  it('stay while pings are answered', async () => {
    await link();
    for (let round = 0; round < 6; round++) {
      const seenBefore = alice.layer.statuses()[0]?.lastSeenAt ?? 0;
      alice.timers.advance(30_000);
      await expect.poll(() => alice.layer.statuses()[0]?.lastSeenAt).toBeGreaterThan(seenBefore);
      await expect.poll(() => bob.layer.statuses()[0]?.lastSeenAt).toBeGreaterThan(seenBefore);
    }
    expect(alice.downs).toEqual([]);
  });

  it('are replaced by a fresh one after 24 hours, without a moment of silence', async () => {
    await link();
    const first = alice.links[0]?.linkId;
    await passADay();
    await expect.poll(() => alice.links[0]?.linkId).not.toBe(first);
    await expect.poll(() => bob.downs).toEqual([{ close: 'renewal' }]);
    expect(alice.downs).toEqual([{ close: 'renewal' }]);
    expect([alice.links.length, bob.links.length]).toEqual([1, 1]);
  });

  it('are ended by the dialled side when the dialler does not manage to renew them', async () => {
    await link();
    const closed = await startLinkNode();
    await closed.layer.stop('shutdown');
    alice.layer.setTargets([to(bob, [closed.address])]);
    await passADay();
    bob.timers.advance(30_000);
    expect(bob.downs).toEqual([{ close: 'renewal' }]);
    await expect.poll(() => alice.downs).toEqual([{ close: 'renewal' }]);
  });

  it('leave no timer behind when they stop', async () => {
    await link();
    alice.layer.closeLink(idOf(alice), 'shutdown');
    await Promise.all([alice.layer.stop('shutdown'), bob.layer.stop('shutdown')]);
    await expect.poll(() => alice.timers.waiting).toBe(0);
  });

  it('stop with a reason the peer hears', async () => {
    await link();
    await bob.layer.stop('locked');
    await expect.poll(() => alice.downs).toEqual([{ close: 'locked' }]);
    expect(bob.downs).toEqual([]);
    alice.timers.advance(1_500);
    await expect
      .poll(() => alice.statuses.at(-1)?.error)
      .toMatchObject({ code: 'PEER_REFUSED_CONNECTION', params: { address: bob.address } });
  });

  describe('that a peer dials again', () => {
    /** Alice has dialled Bob; now Bob, in another life or not, dials Alice. */
    const dialBack = async () => {
      const again = await start({ nodeId: bob.nodeId });
      alice.verified.length = 0;
      alice.timers.advance(1_000);
      again.layer.setTargets([to(alice)]);
      await expect.poll(() => again.statuses.some(({ state }) => state === 'up')).toBe(true);
      // Alice has seen both signatures; the turn after that the handshake is over for her too.
      await expect.poll(() => alice.verified).toEqual(['link-key', 'record']);
      await new Promise((resolve) => setImmediate(resolve));
      return again;
    };

    it('take the place of one that is dead, within two seconds', async () => {
      await link();
      bob.layer.setReading(idOf(bob), false);
      const again = await dialBack();
      again.layer.send(idOf(again), envelope('early'));
      expect(alice.downs).toEqual([]);
      alice.timers.advance(2_000);
      expect(alice.downs).toEqual([{ code: 'PEER_TIMEOUT' }]);
      expect(alice.links).toMatchObject([{ direction: 'in' }]);
      await expect.poll(() => texts(alice)).toEqual(['early']);
    });

    it('take the place of one that this side does not read, so that nobody waits for ever', async () => {
      await link();
      alice.layer.setReading(idOf(alice), false);
      const again = await dialBack();
      alice.timers.advance(2_000);
      expect(alice.links).toMatchObject([{ direction: 'in' }]);
      expect(again.links).toHaveLength(1);
    });

    it('give way to one that answers, when the lower node dialled that one', async () => {
      await link();
      const again = await dialBack();
      await expect.poll(() => again.downs).toEqual([{ close: 'duplicate' }]);
      expect(alice.links).toMatchObject([{ direction: 'out' }]);
      expect(alice.downs).toEqual([]);
    });
  });

  describe('with strangers', () => {
    const request = { body: new Uint8Array([1]), signature: new Uint8Array(64) };

    it('carry a contact request and nothing else', async () => {
      alice.layer.setTargets([to(bob)]);
      await expect.poll(() => bob.links.length).toBe(1);
      const id = idOf(alice);
      alice.layer.send(id, envelope('no'));
      alice.layer.send(id, { kind: 'contactRequest', signed: request });
      await expect.poll(() => bob.frames.at(-1)?.kind).toBe('contactRequest');
      expect(bob.frames).toHaveLength(1);
      await expect
        .poll(() => alice.frames)
        .toEqual([{ kind: 'refused', reason: 'notAllowed', refusedKind: 64 }]);
      bob.layer.setTarget(alice.nodeId, knows(alice));
      alice.layer.send(id, envelope('yes'));
      await expect.poll(() => texts(bob)).toEqual(['contactRequest', 'yes']);
      bob.layer.setTarget(alice.nodeId, null);
      alice.layer.send(id, envelope('not any more'));
      await expect.poll(() => alice.frames.length).toBe(2);
    });

    it('are cut after 60 idle seconds', async () => {
      alice.layer.setTargets([to(bob)]);
      await expect.poll(() => bob.links.length).toBe(1);
      bob.timers.advance(60_000);
      expect(bob.downs).toEqual([{ code: 'PEER_CLOSED' }]);
      await expect.poll(() => alice.downs).toEqual([{ code: 'PEER_CLOSED' }]);
    });

    it('are cut when they flood', async () => {
      alice.layer.setTargets([to(bob)]);
      await expect.poll(() => bob.links.length).toBe(1);
      for (let count = 0; count < 21; count++) {
        alice.layer.send(idOf(alice), { kind: 'contactRequest', signed: request });
      }
      await expect.poll(() => alice.downs).toEqual([{ close: 'flood' }]);
      expect(bob.frames).toHaveLength(20);
    });
  });

  it('make a contact that floods wait, and lose nothing', async () => {
    await link();
    const count = 2_500;
    for (let seq = 1; seq <= count; seq++) alice.layer.send(idOf(alice), envelope('x', seq));
    await expect.poll(() => bob.frames.length).toBe(2_000);
    await expect
      .poll(() => {
        bob.timers.advance(20);
        return bob.frames.length;
      })
      .toBe(count);
    expect(bob.frames.map((frame) => frame.kind === 'envelope' && frame.streamSeq)).toEqual(
      Array.from({ length: count }, (_, index) => index + 1),
    );
  });

  it('hold back what the receiver does not want yet, until the sender is full', async () => {
    const { atAlice, atBob } = await link();
    bob.layer.setReading(atBob, false);
    const large = envelope('x'.repeat(50_000));
    let count = 0;
    while (alice.layer.send(atAlice, large) === 'sent' && count < 2_000) {
      count += 1;
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(count).toBeLessThan(2_000);
    expect(bob.frames).toEqual([]);
    bob.layer.setReading(atBob, true);
    await expect
      .poll(() => {
        bob.timers.advance(20);
        return bob.frames.length;
      })
      .toBe(count);
    expect(alice.writable).toEqual([atAlice]);
  });
});
