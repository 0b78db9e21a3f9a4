import type { LaneWire } from './lane-wire.js';

/** Alice asks, Bob accepts; both are contacts and agreed when it returns. */
export async function befriend(wire: LaneWire): Promise<void> {
  const { alice, bob } = wire;
  await alice.command('addContact', {
    id: alice.id(),
    nodeId: bob.self,
    address: '127.0.0.1:1',
    name: '',
    note: 'hello',
    trust: 'address',
  });
  wire.connect();
  await wire.settle();
  const request = bob.store.requests.byNode(alice.self);
  if (!request) throw new Error('the request did not arrive');
  await bob.command('approveRequest', { requestId: request.id, contactId: bob.id(), name: '' });
  await wire.settle();
}
