// Two people with a way between them that a test can break.

import { TcpRelay } from '../../src/testing/network/tcp-relay.js';
import { addByAddress, approve, approved, type TestNode } from '../../src/testing/node/person.js';
import type { Stage } from '../nodes/stage.js';

/** By what carrier files of Alice then come to Bob: he fetches, or she brings. */
export type Way = 'https' | 'push';

/**
 * Befriends them. Who dials does so through the relay alone, and is not reached by the other; the relay counts what Alice
 * sends.
 */
export async function befriendThroughRelay(
  stage: Stage,
  alice: TestNode,
  bob: TestNode,
  way: Way = 'https',
): Promise<TcpRelay> {
  const [dialler, other] = way === 'https' ? [bob, alice] : [alice, bob];
  const host = stage.yard.nextHost();
  const relay = await TcpRelay.open(host, () => other.address, way === 'https' ? 'back' : 'forth');
  stage.atEnd(() => relay.close());
  await addByAddress(dialler, { home: other.home, address: relay.address });
  await approve(other, dialler);
  await Promise.all([approved(alice, bob), approved(bob, alice)]);
  return relay;
}
