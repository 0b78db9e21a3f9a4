import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeTestCertificate } from '../../testing/network/certificate.js';
import {
  type LinkNode,
  startLinkNode,
  testCredentials,
  testNodeId,
  testTarget,
} from '../../testing/network/link-node.js';
import type { DialTarget } from './link-layer.js';

describe('who answers', () => {
  let alice: LinkNode;
  let bob: LinkNode;

  const to = (node: LinkNode) => testTarget(node.nodeId, [node.address]);

  beforeEach(async () => {
    alice = await startLinkNode({ rank: 1 });
    bob = await startLinkNode({ rank: 2 });
  });
  afterEach(async () => {
    await Promise.all([alice.layer.stop('shutdown'), bob.layer.stop('shutdown')]);
  });

  describe('failed dials', () => {
    const errorTo = async (target: DialTarget) => {
      alice.layer.setTargets([target]);
      await expect.poll(() => alice.statuses.at(-1)?.state).toBe('waiting');
      return alice.statuses.at(-1)?.error;
    };

    it('name another identity', async () => {
      const error = await errorTo({ ...to(bob), nodeId: testNodeId(3) });
      expect(error).toMatchObject({ code: 'PEER_OTHER_IDENTITY', params: { address: bob.address } });
      expect(bob.links).toEqual([]);
    });

    it('name another identity rather than the address that does not answer', async () => {
      const closed = await startLinkNode();
      await closed.layer.stop('shutdown');
      const error = await errorTo(testTarget(testNodeId(3), [closed.address, bob.address]));
      expect(error?.code).toBe('PEER_OTHER_IDENTITY');
    });

    it('notice who sits in the TLS connection, before this node names itself', async () => {
      const { keyHash } = await makeTestCertificate();
      const direct = [{ host: '127.0.0.1', port: bob.port, tlsKeyHash: keyHash }];
      bob.layer.setCredentials(testCredentials(bob.nodeId, direct), null);
      expect((await errorTo(to(bob)))?.code).toBe('TLS_INTERCEPTED');
      expect(bob.links).toEqual([]);
    });
  });

  describe('probes', () => {
    it('prove who answers, and do not name the asking node', async () => {
      const probed = await alice.layer.probe(bob.address);
      expect(probed).toMatchObject({ ok: true, value: { nodeId: bob.nodeId, address: bob.address } });
      await expect.poll(() => bob.logged).toEqual([{ event: 'handshake-refused', code: 'PEER_CLOSED' }]);
      expect(bob.links).toEqual([]);
    });

    it('notice when the claim and the expectation differ', async () => {
      const probed = await alice.layer.probe(bob.address, testNodeId(3));
      expect(probed).toMatchObject({ ok: false, error: { code: 'PEER_OTHER_IDENTITY' } });
    });

    it('notice when the claim and the proof differ', async () => {
      const { record } = testCredentials(testNodeId(3));
      bob.layer.setCredentials({ ...testCredentials(bob.nodeId), record }, null);
      const probed = await alice.layer.probe(bob.address);
      expect(probed).toMatchObject({ ok: false, error: { code: 'PEER_OTHER_IDENTITY' } });
    });

    it('notice that they reached themselves', async () => {
      const probed = await alice.layer.probe(alice.address);
      expect(probed).toMatchObject({ ok: false, error: { code: 'LINK_TO_SELF' } });
    });

    it('refuse what is no address', async () => {
      const probed = await alice.layer.probe('nowhere');
      expect(probed).toMatchObject({ ok: false, error: { code: 'TARGET_INVALID' } });
    });
  });
});
