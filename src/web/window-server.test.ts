import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import type { ToFace } from '../contract/messages.js';
import type { FaceTransport, NodeTransport } from '../contract/transport.js';
import { contractTransportSuite } from '../testing/contracts/contract-transport.contract.js';
import { WEB_LIMITS } from './limits.js';
import { serveWindow, type ServedWindow } from './window-server.js';

let dir: string;
let window: ServedWindow;
let accepted: NodeTransport[];
/** Where it listens, what stands before every path, and the token. */
let place: { readonly host: string; readonly port: number; readonly base: string; readonly token: string };

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'kith-window-'));
  await mkdir(join(dir, 'assets'));
  await writeFile(join(dir, 'index.html'), '<!doctype html>');
  await writeFile(join(dir, 'assets', 'window.js'), 'go()');
  accepted = [];
  window = await serveWindow({ dir, port: 0, accept: (transport) => accepted.push(transport) });
  const url = new URL(window.url);
  place = {
    host: url.host,
    port: Number(url.port),
    base: url.pathname,
    token: url.hash.replace('#token=', ''),
  };
});
afterEach(async () => {
  await window.close();
  await rm(dir, { recursive: true });
});

interface Answer {
  readonly status: number;
  readonly headers: NodeJS.Dict<string | string[]>;
  readonly body: string;
}

interface Asked {
  readonly path?: string;
  readonly method?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string;
}

function ask({ path = place.base, method = 'GET', headers = {}, body }: Asked = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const asked = request({
      host: '127.0.0.1',
      port: place.port,
      path,
      method,
      headers: { host: place.host, ...headers },
    });
    asked.on('response', (response) => {
      let text = '';
      response.on('data', (part: Buffer) => (text += part.toString()));
      response.on('end', () => {
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text });
      });
    });
    asked.on('error', reject);
    asked.end(body);
  });
}

/** All that is said to these bytes until the connection ends. */
function answerTo(bytes: string): Promise<string> {
  const socket = connect(place.port, '127.0.0.1');
  let answer = '';
  socket.on('data', (part) => (answer += part.toString()));
  socket.on('error', () => undefined);
  socket.write(bytes);
  return new Promise((resolve) => {
    socket.once('close', () => {
      resolve(answer);
    });
  });
}

function enter(token = place.token, headers: Record<string, string> = {}): Promise<Answer> {
  const origin = `http://${place.host}`;
  return ask({ path: `${place.base}session`, method: 'POST', headers: { origin, ...headers }, body: token });
}

async function cookie(): Promise<string> {
  const { headers } = await enter();
  return String(headers['set-cookie']).split(';')[0] ?? '';
}

/** The face's end of a WebSocket session, or the status that refused it. */
function openSession(
  headers: Record<string, string>,
  path = `${place.base}contract`,
): Promise<WebSocket | number> {
  const socket = new WebSocket(`ws://127.0.0.1:${place.port}${path}`, {
    headers: { host: place.host, ...headers },
  });
  return new Promise((resolve) => {
    socket.on('open', () => {
      resolve(socket);
    });
    socket.on('unexpected-response', (_, response) => {
      resolve(response.statusCode ?? 0);
      socket.terminate();
    });
    socket.on('error', () => undefined);
  });
}

describe('the window', () => {
  it('is served under a path nobody can guess, with the policy and without being kept', async () => {
    const page = await ask();
    expect(page).toMatchObject({ status: 200, body: '<!doctype html>' });
    expect(page.headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'x-dns-prefetch-control': 'off',
    });
    expect(page.headers['content-security-policy']).toContain(
      "default-src 'none'; script-src 'self'; style-src 'self'",
    );
    expect(page.headers['content-security-policy']).toContain("require-trusted-types-for 'script'");
    expect(Object.keys(page.headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
    expect(place.base).toMatch(/^\/[\w-]{22}\/$/u);
    expect(await ask({ path: `${place.base}assets/window.js` })).toMatchObject({ status: 200, body: 'go()' });
  });

  it.each(['/', '/index.html', '../package.json', '%2e%2e/x', 'assets', 'contract'])(
    'has no %s',
    async (name) => {
      const path = name.startsWith('/') ? name : `${place.base}${name}`;
      expect(await ask({ path })).toMatchObject({ status: 404, body: '' });
    },
  );

  it.each([
    ['at its root', '/'],
    ['where it was before it started anew', `/${'A'.repeat(22)}/`],
  ])('says in words, to who opens it %s, that the printed address is to be opened', async (_, path) => {
    const page = await ask({ path, headers: { accept: 'text/html,*/*;q=0.8' } });
    expect(page).toMatchObject({ status: 404, headers: { 'content-type': 'text/html; charset=utf-8' } });
    expect(page.body).toContain('Open the address that Kith printed when it started last.');
    expect(page.body).not.toContain(place.base);
    const policy = (await ask()).headers['content-security-policy'];
    expect(page.headers).toMatchObject({ 'content-security-policy': policy, 'cache-control': 'no-store' });
  });

  it('that was not built is told as such', async () => {
    const missing = serveWindow({ dir: join(dir, 'nothing'), port: 0, accept: () => undefined });
    await expect(missing).rejects.toMatchObject({ code: 'WINDOW_MISSING' });
  });

  it('has the port it had before, and another one while somebody has that', async () => {
    const portFile = join(dir, 'ui-port');
    const open = async () => {
      const served = await serveWindow({ dir, port: 0, portFile, accept: () => undefined });
      return { port: Number(new URL(served.url).port), close: () => served.close() };
    };
    await writeFile(portFile, `${String(place.port)}\n`);
    const first = await open();
    expect(first.port).not.toBe(place.port);
    await first.close();
    const second = await open();
    expect(second.port).toBe(first.port);
    await second.close();
    for (const broken of ['', '0\n', '70000\n', '80 80\n']) {
      await writeFile(portFile, broken);
      await (await open()).close();
    }
  });

  it('on a port that is taken is told as such', async () => {
    const second = serveWindow({ dir, port: place.port, accept: () => undefined });
    await expect(second).rejects.toMatchObject({ code: 'PORT_BUSY', params: { port: place.port } });
  });
});

describe('the token', () => {
  it('has 256 bits and works once', async () => {
    expect(Buffer.from(place.token, 'base64url')).toHaveLength(32);
    const first = await enter();
    expect(first.status).toBe(204);
    expect(first.headers['set-cookie']).toEqual([
      expect.stringMatching(
        new RegExp(`^kith-${place.port}=[\\w-]{43}; HttpOnly; SameSite=Strict; Path=${place.base}$`, 'u'),
      ),
    ]);
    expect(await enter()).toMatchObject({ status: 401 });
  });

  it.each(['', 'wrong', 'x'.repeat(500)])('is not "%s", and survives the attempt', async (token) => {
    expect(await enter(token)).toMatchObject({ status: 401 });
    expect(await enter()).toMatchObject({ status: 204 });
  });

  it('becomes a session that lives on, whoever else tries the token', async () => {
    const own = await cookie();
    await enter();
    expect(await ask({ path: `${place.base}session`, headers: { cookie: own } })).toMatchObject({
      status: 204,
    });
    expect(await ask({ path: `${place.base}session`, headers: { cookie: `${own}x` } })).toMatchObject({
      status: 401,
    });
    expect(await ask({ path: `${place.base}session` })).toMatchObject({ status: 401 });
  });
});

describe('from elsewhere', () => {
  it.each(['evil.test', 'evil.test:80', 'localhost', '127.0.0.1', '127.0.0.1:1', '[::1]'])(
    'a page of a name that points here (%s) gets nothing',
    async (host) => {
      expect(await ask({ headers: { host } })).toMatchObject({ status: 403, body: '' });
      expect(await enter(place.token, { host })).toMatchObject({ status: 403 });
      expect(await openSession({ host, origin: `http://${host}`, cookie: await cookie() })).toBe(403);
    },
  );

  it.each(['http://evil.test', 'null', 'https://127.0.0.1', 'http://localhost'])(
    'a page of %s can neither exchange the token nor begin a session',
    async (origin) => {
      expect(await enter(place.token, { origin })).toMatchObject({ status: 403 });
      expect(await openSession({ origin, cookie: await cookie() })).toBe(403);
      expect(accepted).toEqual([]);
    },
  );

  it('a page can open the address, and cannot fetch anything of it', async () => {
    const site = { 'sec-fetch-site': 'cross-site' };
    expect(await ask({ headers: { ...site, 'sec-fetch-mode': 'navigate' } })).toMatchObject({ status: 200 });
    expect(await ask({ headers: { ...site, 'sec-fetch-mode': 'no-cors' } })).toMatchObject({ status: 403 });
  });

  it('a session needs the cookie, its origin, and the right path', async () => {
    const origin = `http://${place.host}`;
    const own = await cookie();
    expect(await openSession({ origin })).toBe(401);
    expect(await openSession({ cookie: own })).toBe(403);
    expect(await openSession({ origin, cookie: own }, '/contract')).toBe(404);
    expect(await openSession({ origin, cookie: own })).toBeInstanceOf(WebSocket);
  });
});

describe('the limits', () => {
  it('end a session that sends too much, no text, or no JSON', async () => {
    const headers = { origin: `http://${place.host}`, cookie: await cookie() };
    for (const message of ['x'.repeat(WEB_LIMITS.messageBytes + 1), Buffer.from([1]), '{']) {
      const socket = (await openSession(headers)) as WebSocket;
      const closed = new Promise((resolve) => socket.once('close', resolve));
      socket.send(message);
      await closed;
    }
    expect(accepted).toHaveLength(3);
  });

  it('refuse the session after the last', async () => {
    const headers = { origin: `http://${place.host}`, cookie: await cookie() };
    for (let count = 0; count < WEB_LIMITS.sessions; count++) await openSession(headers);
    expect(await openSession(headers)).toBe(503);
  });

  it('refuse the connection after the last', async () => {
    const all = Array.from({ length: WEB_LIMITS.connections }, () => connect(place.port, '127.0.0.1'));
    await Promise.all(all.map((socket) => once(socket, 'connect')));
    expect(
      await answerTo(`GET ${place.base} HTTP/1.1\r\nHost: ${place.host}\r\nConnection: close\r\n\r\n`),
    ).toBe('');
    expect(all.filter(({ destroyed }) => destroyed)).toEqual([]);
    for (const socket of all) socket.destroy();
  });

  it('refuse a token that is too long without waiting for its end', async () => {
    const head = `POST ${place.base}session HTTP/1.1\r\nHost: ${place.host}\r\nOrigin: http://${place.host}`;
    const begun = 'x'.repeat(WEB_LIMITS.tokenBodyBytes + 1);
    expect(await answerTo(`${head}\r\nContent-Length: 1000000\r\n\r\n${begun}`)).toContain('401');
    expect(await enter()).toMatchObject({ status: 204 });
  });

  it('refuse headers that are too long', async () => {
    const header = `X: ${'x'.repeat(WEB_LIMITS.headerBytes)}`;
    const answer = await answerTo(`GET ${place.base} HTTP/1.1\r\nHost: ${place.host}\r\n${header}\r\n\r\n`);
    expect(answer).toContain('431');
  });
});

contractTransportSuite('WebSocket of the window', async () => {
  const headers = { origin: `http://${place.host}`, cookie: await cookie() };
  const socket = (await openSession(headers)) as WebSocket;
  const node = accepted.at(-1);
  if (!node) throw new Error('no session');
  return { node, face: faceOf(socket) };
});

/** What the window does with its WebSocket, with the one of Node. */
function faceOf(socket: WebSocket): FaceTransport {
  const waiting: ToFace[] = [];
  let listener = (message: ToFace): void => {
    waiting.push(message);
  };
  socket.on('message', (data) => {
    listener(JSON.parse((data as Buffer).toString()) as ToFace);
  });
  return {
    send: (message) => {
      if (socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify(message));
    },
    onMessage: (next) => {
      listener = next;
      for (const message of waiting.splice(0)) next(message);
    },
    onClose: (closed) => {
      socket.once('close', closed);
    },
    close: () => {
      socket.close();
    },
  };
}
