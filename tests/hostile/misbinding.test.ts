// SECURITY A-11: nobody gets what another node made by calling it their own.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decodeContactRequest } from '../../src/protocol/request-codec.js';
import type { Frame } from '../../src/protocol/frame-codec.js';
import type { Signed } from '../../src/protocol/signed-codec.js';
import { approveHostile, victimId } from '../../src/testing/hostile/hostile-contact.js';
import type { HostilePeer } from '../../src/testing/hostile/hostile-peer.js';
import { until } from '../../src/testing/node/observe.js';
import { newId } from '../../src/testing/node/person.js';
import { Scene } from './scene.js';

describe('A-11: another node’s bundle or record under the own id', () => {
  let scene: Scene;
  let bob: HostilePeer;
  let mallory: HostilePeer;

  beforeAll(async () => {
    scene = await Scene.open();
  });
  afterAll(() => scene.close());

  /** What Bob would send to Alice. */
  const bobsRequest = async () => {
    bob = scene.stranger();
    return requestIn(await bob.request(victimId(scene.alice)));
  };

  it('gets no session on a bundle that Bob made: nothing is encrypted', async () => {
    mallory = scene.stranger();
    const { bundle } = await bobsRequest();
    const link = await mallory.dial(scene.alice.address);
    link.send(await mallory.request(victimId(scene.alice), { bundle }));
    const contactId = await approveHostile(scene.alice, mallory);
    await scene.alice.client.call('sendMessage', { id: newId(), contactId, text: 'for Mallory only' });
    const { incarnation } = mallory;
    const { incarnation: peerIncarnation } = link.handshake.proved;
    await link.frame('marks');
    const nothing = { sent: 0, received: 0, acked: 0, authored: 0, held: 0, whole: 0, lamport: 0 };
    const noHash = { receivedHash: null, heldHash: null, recovering: false };
    link.send({ kind: 'marks', incarnation, peerIncarnation, ...nothing, ...noHash });
    await link.settled();
    expect(link.heard.filter(({ kind }) => kind === 'envelope')).toEqual([]);
    await link.end();
  });

  const bobsHouse = { addresses: [{ host: 'bob.example', port: 443, tlsKeyHash: null }] };
  /** Records that are not both about Mallory and by Mallory. */
  const borrowed: [string, () => Signed][] = [
    ['of Bob, signed by Bob', () => bob.record(bobsHouse)],
    ['of Bob, signed by Mallory', () => mallory.record({ ...bobsHouse, nodeId: bob.nodeId })],
    ['of Mallory, signed by Bob', () => bob.record({ ...bobsHouse, nodeId: mallory.nodeId })],
  ];

  it.each(borrowed)('does not get in with a record %s', async (_whose, record) => {
    [mallory, bob] = [scene.stranger(), scene.stranger()];
    const credentials = mallory.credentials({ record: record() });
    const link = await mallory.dial(scene.alice.address, { credentials });
    expect(await link.fate()).toBe('cut');
  });

  it.each(borrowed)('is not looked for where a record %s leads', async (_whose, record) => {
    [mallory, bob] = [scene.stranger(), scene.stranger()];
    const link = await mallory.dial(scene.alice.address);
    link.send(await mallory.request(victimId(scene.alice), { record: record() }));
    const contactId = await approveHostile(scene.alice, mallory);
    const row = await until(scene.alice.client, ['contacts', {}], (rows) =>
      rows.find(({ id }) => id === contactId),
    );
    expect(row.addresses.filter((address) => address.startsWith('bob.example'))).toEqual([]);
    await link.end();
  });

  it('does not get a request of Bob’s taken as its own, nor one that Bob addressed to it', async () => {
    mallory = scene.stranger();
    const link = await mallory.dial(scene.alice.address);
    const request = await bobsRequest();
    link.send(await mallory.request(victimId(scene.alice), request));
    link.send(await mallory.request(mallory.nodeId));
    // Refused for another reason, and behind them.
    link.send({ kind: 'contactRequest', signed: { body: Uint8Array.of(1), signature: new Uint8Array(64) } });
    await link.frame('refused', ({ reason }) => reason === 'malformed');
    expect(link.refusals).toEqual(['notAllowed', 'notAllowed', 'malformed']);
    await link.end();
  });

  it('does not prove to be another node than it is', async () => {
    mallory = scene.stranger();
    const credentials = mallory.credentials({ nodeId: scene.stranger().nodeId, record: null });
    const link = await mallory.dial(scene.alice.address, { credentials });
    expect(await link.fate()).toBe('cut');
  });
});

function requestIn(frame: Frame) {
  const request = frame.kind === 'contactRequest' && decodeContactRequest(frame.signed);
  if (!request || !request.ok) throw new Error('not a request');
  return request.value;
}
