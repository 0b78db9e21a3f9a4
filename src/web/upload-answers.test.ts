import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { type ClientRequest, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { HANDED_PIECE_BYTES } from '../contract/bounds.js';
import type { FromFace } from '../contract/messages.js';
import type { NodeTransport } from '../contract/transport.js';
import { WEB_LIMITS } from './limits.js';
import { serveWindow, type ServedWindow } from './window-server.js';

const ID = 'a'.repeat(32);

let dir: string;
let window: ServedWindow;
let place: { readonly host: string; readonly port: number; readonly base: string };
let cookie: string;
/** What the node was asked, in order, and what it refuses pieces with. */
let asked: { readonly command: string; readonly offset: number; readonly length: number }[];
let refuses: 'NODE_LOCKED' | 'NOT_FOUND' | 'INPUT_INVALID' | 'DISK_FULL' | undefined;
/** Resolves when the node was asked for something else than a piece. */
let dropped: Promise<void>;
/** Calls that wait until the test answers them; undefined: they are answered at once. */
let held: (() => void)[] | undefined;

function nodeSide(transport: NodeTransport, onDrop: () => void): void {
  transport.send({ type: 'hello', contract: 1, version: '1', state: 'open' });
  transport.onMessage((message) => {
    const { call, command, params } = message as Extract<FromFace, { type: 'call' }>;
    const { offset = 0, bytes = '' } = params as { offset?: number; bytes?: string };
    asked.push({ command, offset, length: Buffer.from(bytes, 'base64url').length });
    if (command === 'dropHandOver') onDrop();
    const answer = () => {
      if (refuses) transport.send({ type: 'error', call, error: { code: refuses, params: {} } });
      else transport.send({ type: 'result', call, value: {} });
    };
    if (held) held.push(answer);
    else answer();
  });
}

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'kith-upload-'));
  await writeFile(join(dir, 'index.html'), '<!doctype html>');
  [asked, refuses, held] = [[], undefined, undefined];
  let onDrop = (): void => undefined;
  dropped = new Promise((resolve) => {
    onDrop = resolve;
  });
  window = await serveWindow({
    dir,
    port: 0,
    accept: (transport) => {
      nodeSide(transport, onDrop);
    },
  });
  const url = new URL(window.url);
  place = { host: url.host, port: Number(url.port), base: url.pathname };
  const token = url.hash.replace('#token=', '');
  const entered = await put('session', { method: 'POST', headers: { cookie: '' }, body: token });
  cookie = entered.cookie.split(';')[0] ?? '';
});
afterEach(async () => {
  vi.useRealTimers();
  await window.close();
  await rm(dir, { recursive: true });
});

interface Asked {
  readonly method?: string;
  readonly headers?: Record<string, string>;
  readonly body?: Uint8Array | string;
}

function begin(name: string, { method = 'PUT', headers = {} }: Asked): ClientRequest {
  const { host, port, base } = place;
  const own = { host, origin: `http://${host}`, cookie, ...headers };
  const sent = Object.fromEntries(Object.entries(own).filter(([, value]) => value !== ''));
  return request({ host: '127.0.0.1', port, path: base + name, method, headers: sent });
}

function put(name: string, asked: Asked = {}): Promise<{ status: number; cookie: string }> {
  return new Promise((resolve, reject) => {
    const sent = begin(name, asked);
    sent.on('response', (response) => {
      response.resume();
      resolve({ status: response.statusCode ?? 0, cookie: String(response.headers['set-cookie']) });
    });
    sent.on('error', reject);
    sent.end(asked.body);
  });
}

const status = async (name: string, asked?: Asked) => (await put(name, asked)).status;
const FILE = Buffer.alloc(2 * HANDED_PIECE_BYTES + 10, 7);

describe('a file that is put through the window of a browser', () => {
  it('goes to the node in pieces, one behind the other, and is whole when it is answered', async () => {
    expect(await status(`upload/${ID}`, { body: FILE })).toBe(204);
    const command = 'handOverPiece';
    expect(asked).toEqual([
      { command, offset: 0, length: HANDED_PIECE_BYTES },
      { command, offset: HANDED_PIECE_BYTES, length: HANDED_PIECE_BYTES },
      { command, offset: 2 * HANDED_PIECE_BYTES, length: 10 },
    ]);
    expect(await status(`upload/${ID}`, { headers: { 'content-length': '0' } })).toBe(204);
  });

  it('is taken no faster than the node takes it', async () => {
    held = [];
    const sizeBytes = 64 * 1024 * 1024;
    const sent = begin(`upload/${ID}`, { headers: { 'content-length': String(sizeBytes) } });
    sent.on('error', () => undefined);
    sent.write(Buffer.alloc(sizeBytes));
    await expect.poll(() => asked.length).toBe(1);
    for (let count = 0; count < 3; count++) {
      held.shift()?.();
      await expect.poll(() => asked.length).toBe(count + 2);
    }
    // Of the rest most is still with the page.
    expect(held).toHaveLength(1);
    expect(sent.socket?.writableLength).toBeGreaterThan(sizeBytes / 2);
    sent.destroy();
    for (const answer of held) answer();
    held = undefined;
    await dropped;
  });

  it.each([
    ['without a session', { cookie: '' }, 401],
    ['with a session made up', { cookie: 'kith-1=x' }, 401],
    ['from a page of another origin', { origin: 'http://evil.test' }, 403],
    ['from nowhere', { origin: '' }, 403],
    ['under another name of this machine', { host: 'evil.test' }, 403],
    ['without a length', { 'transfer-encoding': 'chunked' }, 411],
  ])('is refused %s, and the node hears nothing of it', async (_, headers, refusal) => {
    expect([await status(`upload/${ID}`, { headers, body: 'x' }), asked]).toEqual([refusal, []]);
  });

  it.each(['', '..', `${ID}/x`, `${ID}%00`, 'A'.repeat(32)])('is not named by %j', async (id) => {
    expect([await status(`upload/${id}`, { body: 'x' }), asked]).toEqual([404, []]);
  });

  it.each([
    ['NODE_LOCKED', 403],
    ['NOT_FOUND', 404],
    ['INPUT_INVALID', 409],
    ['DISK_FULL', 507],
  ] as const)('ends where the node will not have it: %s', async (code, refusal) => {
    refuses = code;
    expect([await status(`upload/${ID}`, { body: 'x' }), asked.length]).toEqual([refusal, 1]);
  });

  it('is given up when the page goes away in the middle', async () => {
    const sent = begin(`upload/${ID}`, { headers: { 'content-length': '1000000' } });
    sent.on('error', () => undefined);
    sent.write(FILE.subarray(0, HANDED_PIECE_BYTES));
    await expect.poll(() => asked.length).toBe(1);
    sent.destroy();
    await dropped;
    expect(asked.map(({ command }) => command)).toEqual(['handOverPiece', 'dropHandOver']);
  });

  it('is given up when it falls silent, and small requests sooner', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const closed = (sent: ClientRequest) => new Promise((resolve) => sent.once('error', resolve));
    const file = begin(`upload/${ID}`, { headers: { 'content-length': '1000000' } });
    const token = begin('session', { method: 'POST', headers: { 'content-length': '100' } });
    const [fileClosed, tokenClosed] = [closed(file), closed(token)];
    file.write(FILE.subarray(0, HANDED_PIECE_BYTES));
    token.write('x');
    await vi.waitFor(() => {
      expect(asked).toHaveLength(1);
      expect(vi.getTimerCount()).toBeGreaterThanOrEqual(2);
    });
    vi.advanceTimersByTime(WEB_LIMITS.requestMs);
    await tokenClosed;
    expect(file.destroyed).toBe(false);
    vi.advanceTimersByTime(WEB_LIMITS.uploadIdleMs);
    await fileClosed;
    await dropped;
  });
});
