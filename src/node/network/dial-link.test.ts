import { createServer as createHttpsServer } from 'node:https';
import { type AddressInfo, createServer as createTcpServer, type Server, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createWebSocketAcceptor } from '../../adapters/websocket/accept-web-socket.js';
import { testCertificate } from '../../testing/network/certificate.js';
import { type LinkNode, startLinkNode, testNodeId, testTarget } from '../../testing/network/link-node.js';
import { VERSION_CLOSE_CODES } from './run-handshake.js';

describe('dialling what is no node', () => {
  let alice: LinkNode;
  let servers: Server[];

  beforeEach(async () => {
    servers = [];
    alice = await startLinkNode({ rank: 1 });
  });
  afterEach(async () => {
    await alice.layer.stop('shutdown');
    for (const server of servers) server.close();
  });

  const serve = async (server: Server) => {
    servers.push(server);
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', () => {
        resolve();
      });
    });
    return `127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  };
  const codes = async (address: string) => {
    alice.layer.setTargets([testTarget(testNodeId(2), [address])]);
    await expect.poll(() => alice.statuses.at(-1)?.state).toBe('waiting');
    const probed = await alice.layer.probe(address);
    return [alice.statuses.at(-1)?.error?.code, probed.ok ? 'ok' : probed.error.code];
  };
  const webServer = async (status: number) => {
    const { cert, key } = await testCertificate();
    return serve(
      createHttpsServer({ cert, key: key.reveal() }, (_request, response) =>
        response.writeHead(status).end(),
      ),
    );
  };

  it('says that nobody listens', async () => {
    const address = await serve(createTcpServer());
    await new Promise((resolve) => servers.pop()?.close(resolve));
    expect(await codes(address)).toEqual(['PEER_REFUSED_CONNECTION', 'PEER_REFUSED_CONNECTION']);
  });

  it('says that a web server is no Kith', async () => {
    expect(await codes(await webServer(200))).toEqual(['PEER_NOT_KITH', 'PEER_NOT_KITH']);
  });

  it('says that a node is busy', async () => {
    expect(await codes(await webServer(503))).toEqual(['PEER_BUSY', 'PEER_BUSY']);
  });

  it('says that a server speaks no TLS', async () => {
    const plain = createTcpServer((socket) => {
      socket.on('error', () => undefined).end('SSH-2.0-OpenSSH\r\n');
    });
    expect(await codes(await serve(plain))).toEqual(['PEER_NOT_TLS', 'PEER_NOT_TLS']);
  });

  it('says that a name is unknown', async () => {
    const [dialled] = await codes('nobody.invalid:1');
    expect(dialled).toBe('PEER_NAME_UNKNOWN');
  });

  it('gives up on a server that says nothing', async () => {
    const accepted: Socket[] = [];
    const address = await serve(
      createTcpServer((socket) => accepted.push(socket.on('error', () => undefined))),
    );
    alice.layer.setTargets([testTarget(testNodeId(2), [address])]);
    await expect.poll(() => accepted.length).toBe(1);
    alice.timers.advance(10_000);
    await expect.poll(() => alice.statuses.at(-1)?.error?.code).toBe('PEER_TIMEOUT');
    for (const socket of accepted) socket.destroy();
  });

  it.each([
    ['and which of both is older, when that is us', VERSION_CLOSE_CODES.told, { older: 'ours' }],
    ['and which of both is older, when that is them', VERSION_CLOSE_CODES.closer, { older: 'theirs' }],
    ['and no more where it is not told', VERSION_CLOSE_CODES.unsaid, {}],
  ])('says that the other side speaks another version, %s', async (_, code, older) => {
    const { cert, key } = await testCertificate();
    const newer = createHttpsServer({ cert, key: key.reveal() });
    const accept = createWebSocketAcceptor();
    newer.on('upgrade', (request, socket, head) => {
      accept({ request, socket, head }, (frameSocket) => {
        frameSocket.close(code);
      });
    });
    const address = await serve(newer);
    alice.layer.setTargets([testTarget(testNodeId(2), [address])]);
    await expect.poll(() => alice.statuses.at(-1)?.error?.code).toBe('PEER_VERSION_UNSUPPORTED');
    expect(alice.statuses.at(-1)?.error?.params).toEqual({ address, ...older });
  });
});
