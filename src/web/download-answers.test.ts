import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ErrorCode } from '../base/app-error.js';
import type { FromFace } from '../contract/messages.js';
import type { NodeTransport } from '../contract/transport.js';
import { serveWindow, type ServedWindow } from './window-server.js';

const ID = 'a'.repeat(32);
const FILE = Buffer.alloc(600_000, 'page ');

let dir: string;
let window: ServedWindow;
let base: string;
let cookie: string;
let asked: { readonly command: string; readonly params: unknown }[];
let name: string;
let refuses: ErrorCode | undefined;
/** Bytes that are still there. */
let leftBytes: number;

function nodeSide(transport: NodeTransport): void {
  transport.send({ type: 'hello', contract: 1, version: '1', state: 'open' });
  transport.onMessage((message) => {
    const { call, command, params } = message as Extract<FromFace, { type: 'call' }>;
    asked.push({ command, params });
    const { offset, length } = params as { offset: number; length: number };
    const bytes = FILE.subarray(offset, Math.min(leftBytes, offset + length)).toString('base64url');
    if (refuses) transport.send({ type: 'error', call, error: { code: refuses, params: {} } });
    else transport.send({ type: 'result', call, value: { name, sizeBytes: FILE.length, bytes } });
  });
}

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'kith-download-'));
  await writeFile(join(dir, 'index.html'), '<!doctype html>');
  [asked, name, refuses, leftBytes] = [[], 'a.html', undefined, FILE.length];
  window = await serveWindow({ dir, port: 0, accept: nodeSide });
  const { origin, pathname, hash } = new URL(window.url);
  base = origin + pathname;
  const body = hash.replace('#token=', '');
  const entered = await fetch(`${base}session`, { method: 'POST', headers: { origin }, body });
  cookie = entered.headers.get('set-cookie')?.split(';')[0] ?? '';
});
afterEach(async () => {
  await window.close();
  await rm(dir, { recursive: true });
});

const get = (id = ID, headers: Record<string, string> = {}) =>
  fetch(`${base}download/${id}`, { headers: { cookie, ...headers } });

describe('a file that is saved by a browser', () => {
  it('is given piece by piece, and is nothing but a file to be kept', async () => {
    const given = await get();
    expect(Buffer.from(await given.arrayBuffer()).equals(FILE)).toBe(true);
    expect(Object.fromEntries(given.headers)).toMatchObject({
      'content-type': 'application/octet-stream',
      'content-disposition': `attachment; filename="a.html"; filename*=UTF-8''a.html`,
      'content-length': String(FILE.length),
      'content-security-policy': "default-src 'none'; sandbox",
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    });
    expect(asked.map(({ command, params }) => [command, (params as { offset: number }).offset])).toEqual([
      ['readCopy', 0],
      ['readCopy', 262_144],
      ['readCopy', 524_288],
    ]);
  });

  it.each([
    ['ёлка "2".pdf', `filename="____ _2_.pdf"; filename*=UTF-8''%D1%91%D0%BB%D0%BA%D0%B0%20%222%22.pdf`],
    ["a'(b)*.txt", `filename="a_(b)_.txt"; filename*=UTF-8''a%27%28b%29%2A.txt`],
    ['a\r\nSet-Cookie: x', `filename="a__Set-Cookie_ x"; filename*=UTF-8''a%0D%0ASet-Cookie%3A%20x`],
  ])('is called %j, which is only a name', async (called, written) => {
    name = called;
    const given = await get();
    expect(given.headers.get('content-disposition')).toBe(`attachment; ${written}`);
    expect(given.headers.get('set-cookie')).toBe(null);
    await given.arrayBuffer();
  });

  it.each([
    ['without a session', { cookie: '' }, 401],
    ['with a session made up', { cookie: 'kith-1=x' }, 401],
    ['for a page of another origin', { origin: 'http://evil.test' }, 403],
    ['for a page of another site', { 'sec-fetch-site': 'cross-site' }, 403],
  ])('is refused %s, and the node is not asked', async (_, headers, status) => {
    expect([(await get(ID, headers)).status, asked]).toEqual([status, []]);
  });

  it.each(['', 'x', `${ID}0`, 'A'.repeat(32)])('is not named by %j', async (id) => {
    expect([(await get(id)).status, asked]).toEqual([404, []]);
  });

  it.each([
    ['NODE_LOCKED', 403],
    ['IDENTITY_MISSING', 403],
    ['NOT_FOUND', 404],
    ['NODE_STOPPING', 503],
    ['ANSWER_LOST', 503],
    ['RATE_EXCEEDED', 503],
  ] as const)('is not given where the node refuses it: %s', async (code, status) => {
    refuses = code;
    expect((await get()).status).toBe(status);
  });

  it('breaks off, and never looks whole, when it is gone in the middle', async () => {
    leftBytes = 300_000;
    await expect(get().then((given) => given.arrayBuffer())).rejects.toThrow();
  });
});
