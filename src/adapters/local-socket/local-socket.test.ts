import { randomBytes } from 'node:crypto';
import { chmod, link, rename, stat, writeFile } from 'node:fs/promises';
import { type Socket, connect, createServer } from 'node:net';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Secret } from '../../base/secret.js';
import type { FaceTransport } from '../../contract/transport.js';
import { contractTransportSuite } from '../../testing/contracts/contract-transport.contract.js';
import { type LocalSocketFixture, localSocketFixture } from '../../testing/local-socket-fixture.js';
import { connectLocalSocket } from './client.js';
import { LOCAL_SOCKET_LIMITS } from './limits.js';
import { proofOf } from './proof.js';
import { listenOnLocalSocket } from './server.js';
import { createSocketToken, readSocketToken } from './token-file.js';

let fixture: LocalSocketFixture;
beforeEach(async () => {
  fixture = await localSocketFixture();
});
afterEach(async () => {
  vi.useRealTimers();
  await fixture.remove();
});

contractTransportSuite('local socket', async () => {
  const { node, face } = await fixture.connect();
  return { node, face: face as FaceTransport };
});

const WRONG_TOKEN = new Secret(new Uint8Array(32));

describe('mutual proof', () => {
  it('closes a client with a wrong token without a word', async () => {
    const { socket, lines } = dialRaw();
    const { nonce } = await lines.next();
    const client = randomBytes(32);
    const nonces = { server: Buffer.from(String(nonce), 'base64url'), client };
    const proof = proofOf(WRONG_TOKEN, 'client', nonces);
    socket.write(`${JSON.stringify({ nonce: client.toString('base64url'), proof })}\n`);
    await closing(socket);
    expect(lines.received).toBe(1);
    expect(fixture.sessions).toEqual([]);
  });

  it('tells the owner of a wrong token that access is denied', async () => {
    await expect(connectLocalSocket(fixture.path, WRONG_TOKEN)).rejects.toMatchObject({
      code: 'ACCESS_DENIED',
    });
  });

  it('refuses a server that does not know the token', async () => {
    const path = `${fixture.path}.false`;
    const server = createServer((socket) => {
      socket.write(`${JSON.stringify({ nonce: randomBytes(32).toString('base64url') })}\n`);
      // Hands the client its own proof back: the role in it makes that worthless.
      createInterface(socket).on('line', (line) => {
        const { proof } = JSON.parse(line) as { proof: string };
        socket.write(`${JSON.stringify({ proof })}\n`);
      });
    });
    await new Promise<void>((resolve) => server.listen(path, resolve));
    await expect(connectLocalSocket(path, fixture.token)).rejects.toMatchObject({ code: 'ACCESS_DENIED' });
    await new Promise((resolve) => server.close(resolve));
  });

  it('reads nothing long before the proof', async () => {
    const { socket } = dialRaw();
    socket.write('x'.repeat(LOCAL_SOCKET_LIMITS.handshakeLineBytes + 1));
    await closing(socket);
  });

  it('waits for a proof only until the deadline', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const { socket, lines } = dialRaw();
    await lines.next();
    await vi.advanceTimersByTimeAsync(LOCAL_SOCKET_LIMITS.handshakeMs - 1);
    expect(socket.readableEnded).toBe(false);
    vi.advanceTimersByTime(1);
    await closing(socket);
  });

  it('takes messages that come right behind the proof', async () => {
    const { socket, lines } = dialRaw();
    const { nonce } = await lines.next();
    const client = randomBytes(32);
    const proof = proofOf(fixture.token, 'client', {
      server: Buffer.from(String(nonce), 'base64url'),
      client,
    });
    socket.write(`${JSON.stringify({ nonce: client.toString('base64url'), proof })}\n{"early":1}\n`);
    await lines.next();
    const message = await new Promise((resolve) => fixture.sessions[0]?.onMessage(resolve));
    expect(message).toEqual({ early: 1 });
    socket.destroy();
  });
});

describe('limits of the local socket', () => {
  it('closes a session whose line is longer than 1 MiB', async () => {
    const { node, face } = await fixture.connect();
    const longest = 'x'.repeat(LOCAL_SOCKET_LIMITS.lineBytes - 2);
    const received: unknown[] = [];
    const arrived = new Promise<void>((resolve) => {
      node.onMessage((value) => {
        received.push(value);
        resolve();
      });
    });
    const closed = new Promise<void>((resolve) => {
      node.onClose(resolve);
    });
    face.onMessage(() => undefined);
    face.send(longest);
    await arrived;
    face.send(`${longest}x`);
    await closed;
    expect(received).toEqual([longest]);
  });

  it('stops reading a line that never ends', async () => {
    const { socket } = await proved();
    fixture.sessions[0]?.onMessage(() => undefined);
    socket.write(Buffer.alloc(LOCAL_SOCKET_LIMITS.lineBytes + 1, 'x'));
    await closing(socket);
  });

  it.each([
    ['no JSON', '{'],
    ['no UTF-8', Buffer.from([0x22, 0xff, 0x22])],
  ])('closes on %s', async (_, line) => {
    const { socket } = await proved();
    fixture.sessions[0]?.onMessage(() => undefined);
    socket.write(line);
    socket.write('\n');
    await closing(socket);
  });

  it('cuts off a face that does not read once 8 MiB wait for it', async () => {
    const { node } = await fixture.connect();
    let isClosed = false;
    const closed = new Promise<void>((resolve) => {
      node.onClose(() => {
        isClosed = true;
        resolve();
      });
    });
    const chunk = 'x'.repeat(1_000_000);
    // Eight fit whatever the system's own buffers hold; those and a few more do not.
    for (let sent = 0; sent < 8; sent++) node.send(chunk);
    await new Promise((resolve) => setImmediate(resolve));
    expect(isClosed).toBe(false);
    for (let sent = 0; sent < 4; sent++) node.send(chunk);
    await closed;
  });

  it('lets at most 32 connections in', async () => {
    const sockets: Socket[] = [];
    for (let number = 0; number < LOCAL_SOCKET_LIMITS.sessions; number++) {
      const { socket, lines } = dialRaw();
      await lines.next();
      sockets.push(socket);
    }
    const { socket, lines } = dialRaw();
    await closing(socket);
    expect(lines.received).toBe(0);
    for (const open of sockets) open.destroy();
  });
});

describe('the socket file', () => {
  it('can be used by its owner only', async () => {
    expect((await stat(fixture.path)).mode & 0o777).toBe(0o600);
    expect((await stat(fixture.tokenPath)).mode & 0o777).toBe(0o600);
  });

  it('is not taken from a node that answers', async () => {
    await expect(listen(fixture.path)).rejects.toMatchObject({ code: 'HOME_IN_USE' });
    await fixture.connect();
  });

  it('is replaced when nobody answers any more', async () => {
    const path = `${fixture.path}.stale`;
    const dead = createServer();
    await new Promise<void>((resolve) => dead.listen(path, resolve));
    // Closing removes the file, dying does not.
    await link(path, `${path}.kept`);
    await new Promise((resolve) => dead.close(resolve));
    await rename(`${path}.kept`, path);
    const server = await listen(path);
    const channel = await connectLocalSocket(path, fixture.token);
    channel.close();
    await server.close();
  });

  it('is not replaced when it is another kind of file', async () => {
    const path = `${fixture.path}.txt`;
    await writeFile(path, 'keep me');
    await expect(listen(path)).rejects.toMatchObject({ code: 'HOME_UNUSABLE' });
    expect((await stat(path)).size).toBe(7);
  });

  it('has a path the system does not cut', async () => {
    const path = `${fixture.path}${'x'.repeat(LOCAL_SOCKET_LIMITS.pathBytes)}`;
    await expect(listen(path)).rejects.toMatchObject({ code: 'HOME_UNUSABLE' });
  });

  it('is gone after the node closed, and every session with it', async () => {
    const { face } = await fixture.connect();
    face.onMessage(() => undefined);
    const closed = new Promise<void>((resolve) => {
      face.onClose(resolve);
    });
    await fixture.server.close();
    await closed;
    await expect(stat(fixture.path)).rejects.toMatchObject({ code: 'ENOENT' });
    await expect(connectLocalSocket(fixture.path, fixture.token)).rejects.toMatchObject({
      code: 'NODE_NOT_RUNNING',
    });
  });

  it('does not wait at its end for a face that does not read', async () => {
    const { node } = await fixture.connect();
    for (let sent = 0; sent < 6; sent++) node.send('x'.repeat(1_000_000));
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const closed = fixture.server.close();
    await vi.advanceTimersByTimeAsync(LOCAL_SOCKET_LIMITS.endMs);
    await closed;
  });
});

describe('the token file', () => {
  it('holds another token after every start', async () => {
    const next = await createSocketToken(fixture.tokenPath);
    expect(next.reveal()).not.toEqual(fixture.token.reveal());
    expect((await readSocketToken(fixture.tokenPath)).reveal()).toEqual(next.reveal());
  });

  it('means that no node runs when it is missing, and no access when it is none', async () => {
    await expect(readSocketToken(`${fixture.tokenPath}.no`)).rejects.toMatchObject({
      code: 'NODE_NOT_RUNNING',
    });
    await chmod(fixture.tokenPath, 0o600);
    await writeFile(fixture.tokenPath, 'too short');
    await expect(readSocketToken(fixture.tokenPath)).rejects.toMatchObject({ code: 'ACCESS_DENIED' });
  });
});

function listen(path: string) {
  return listenOnLocalSocket({ path, token: fixture.token, onSession: () => undefined });
}

/** A client that proves itself by hand and does not read on. */
async function proved() {
  const raw = dialRaw();
  const { nonce } = await raw.lines.next();
  const client = randomBytes(32);
  const nonces = { server: Buffer.from(String(nonce), 'base64url'), client };
  const proof = proofOf(fixture.token, 'client', nonces);
  raw.socket.write(`${JSON.stringify({ nonce: client.toString('base64url'), proof })}\n`);
  await raw.lines.next();
  return raw;
}

function dialRaw() {
  const socket = connect(fixture.path);
  // Being cut off while writing is what some of these tests are about.
  socket.on('error', () => undefined);
  const waiting: ((line: string) => void)[] = [];
  const lines = {
    received: 0,
    next: () =>
      new Promise<Record<string, unknown>>((resolve) => {
        waiting.push((line) => {
          resolve(JSON.parse(line) as Record<string, unknown>);
        });
      }),
  };
  createInterface(socket).on('line', (line) => {
    lines.received++;
    waiting.shift()?.(line);
  });
  return { socket, lines };
}

function closing(socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    if (socket.closed) resolve();
    else
      socket.once('close', () => {
        resolve();
      });
  });
}
