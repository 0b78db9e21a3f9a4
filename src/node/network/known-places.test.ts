import { connect, type Socket } from 'node:net';
import { expect, it } from 'vitest';
import { startLinkNode, testNodeId, testTarget } from '../../testing/network/link-node.js';

it('places stay free where contacts came from before this run, whatever strangers hold', async () => {
  const bob = await startLinkNode();
  const alice = testTarget(testNodeId(9));
  bob.layer.setTargets([{ ...alice, calledFrom: '127.0.3.1', calledAt: bob.timers.now() - 1_000 }]);
  const sockets: Socket[] = [];
  const isCut = new Set<Socket>();
  const take = async (localAddress: string) => {
    const socket = connect({ host: '127.0.0.1', port: bob.port, localAddress });
    socket.on('error', () => undefined).on('close', () => isCut.add(socket));
    sockets.push(socket);
    await new Promise((resolve) => socket.once('connect', resolve));
    return socket;
  };
  for (let count = 0; count < 192; count++) await take(`127.0.1.${String(1 + (count >> 4))}`);
  const known = await take('127.0.3.1');
  const stranger = await take('127.0.1.99');
  await expect.poll(() => isCut.has(stranger)).toBe(true);
  expect(isCut.has(known)).toBe(false);
  for (const socket of sockets) socket.destroy();
  await bob.layer.stop('shutdown');
});
