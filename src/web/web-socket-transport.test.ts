import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import type { NodeTransport } from '../contract/transport.js';
import { WEB_LIMITS } from './limits.js';
import { webSocketTransport } from './web-socket-transport.js';

let server: WebSocketServer;

beforeEach(async () => {
  server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
  await once(server, 'listening');
});
afterEach(() => {
  vi.useRealTimers();
  server.close();
  for (const client of server.clients) client.terminate();
});

/** The node's end of a session with a page that does not read, and what it is made of. */
async function withHungPage(): Promise<{ readonly node: NodeTransport; readonly socket: WebSocket }> {
  const { port } = server.address() as AddressInfo;
  const connected = once(server, 'connection') as Promise<[WebSocket]>;
  const page = new WebSocket(`ws://127.0.0.1:${String(port)}`);
  await once(page, 'open');
  page.pause();
  const [socket] = await connected;
  return { node: webSocketTransport(socket), socket };
}

describe('a page that does not read', () => {
  it('has its session closed without an answer of its own', async () => {
    const { node, socket } = await withHungPage();
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    node.close();
    const terminate = vi.spyOn(socket, 'terminate');
    vi.advanceTimersByTime(WEB_LIMITS.closeMs - 1);
    expect(terminate).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(terminate).toHaveBeenCalledOnce();
  });

  it('loses its session once 16 MiB wait for it, and not before', async () => {
    const { node, socket } = await withHungPage();
    const send = (times: number) => {
      for (let call = 0; call < times; call++)
        node.send({ type: 'result', call, value: 'x'.repeat(1_000_000) });
    };
    send(16);
    expect(socket.readyState).toBe(WebSocket.OPEN);
    // Those and whatever the system's own buffers hold.
    send(24);
    expect(socket.readyState).not.toBe(WebSocket.OPEN);
  });
});
