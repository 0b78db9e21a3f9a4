import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { type IncomingHttpHeaders, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { FromFace } from '../contract/messages.js';
import type { NodeTransport } from '../contract/transport.js';
import { serveWindow, type ServedWindow } from './window-server.js';

const ID = 'a'.repeat(32);
const FILE = Buffer.from('\x89PNG and more', 'latin1');

let dir: string;
let window: ServedWindow;
let place: { readonly host: string; readonly port: number; readonly base: string };
let cookie: string;
/** What the node was asked, and how it answers. */
let asked: unknown[];
let refuses: 'NODE_LOCKED' | undefined;

/** A node that has one file and no other command. */
function nodeSide(transport: NodeTransport): void {
  transport.send({ type: 'hello', contract: 1, version: '1', state: 'open' });
  transport.onMessage((message) => {
    const { call, params } = message as Extract<FromFace, { type: 'call' }>;
    asked.push(params);
    const { offset, length } = params as { offset: number; length: number };
    const bytes = FILE.subarray(offset, offset + length).toString('base64url');
    if (refuses) transport.send({ type: 'error', call, error: { code: refuses, params: {} } });
    else
      transport.send({ type: 'result', call, value: { type: 'image/png', sizeBytes: FILE.length, bytes } });
  });
}

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'kith-media-'));
  await writeFile(join(dir, 'index.html'), '<!doctype html>');
  asked = [];
  refuses = undefined;
  window = await serveWindow({ dir, port: 0, accept: nodeSide });
  const url = new URL(window.url);
  place = { host: url.host, port: Number(url.port), base: url.pathname };
  const origin = `http://${place.host}`;
  const token = url.hash.replace('#token=', '');
  const entered = await ask('session', { method: 'POST', headers: { origin }, body: token });
  cookie = String(entered.headers['set-cookie']).split(';')[0] ?? '';
});
afterEach(async () => {
  await window.close();
  await rm(dir, { recursive: true });
});

interface Asked {
  readonly method?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string;
}

function ask(
  name: string,
  { method = 'GET', headers = {}, body }: Asked = {},
): Promise<{ status: number; headers: IncomingHttpHeaders; body: Buffer }> {
  const { host, port, base } = place;
  return new Promise((resolve, reject) => {
    const sent = request({
      host: '127.0.0.1',
      port,
      path: base + name,
      method,
      headers: { host, ...headers },
    });
    sent.on('response', (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('end', () => {
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(parts) });
      });
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

const show = (headers: Record<string, string> = {}, id = ID) =>
  ask(`media/${id}`, { headers: { cookie, ...headers } });

describe('a file in the window of a browser', () => {
  it('is shown to the browser that has the session, under headers that make it nothing but a picture', async () => {
    const shown = await show({ 'sec-fetch-dest': 'image', 'sec-fetch-site': 'same-origin' });
    expect([shown.status, shown.body.equals(FILE)]).toEqual([200, true]);
    expect(shown.headers).toMatchObject({
      'content-type': 'image/png',
      'content-security-policy': "default-src 'none'; sandbox",
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
      'cross-origin-resource-policy': 'same-origin',
      'accept-ranges': 'bytes',
    });
  });

  it('comes in ranges', async () => {
    const part = await show({ range: 'bytes=2-4' });
    expect([part.status, part.headers['content-range'], part.body.toString('latin1')]).toEqual([
      206,
      `bytes 2-4/${String(FILE.length)}`,
      'NG ',
    ]);
    const none = await show({ range: 'bytes=99-' });
    expect([none.status, none.headers['content-range'], none.body.length]).toEqual([416, 'bytes */13', 0]);
  });

  it.each([
    ['without a session', {}, 401],
    ['with a session made up', { cookie: 'kith-1=x' }, 401],
    ['for a page of another origin', { origin: 'http://evil.test' }, 403],
    ['for a page of another site', { 'sec-fetch-site': 'cross-site', 'sec-fetch-dest': 'image' }, 403],
    ['under another name of this machine', { host: 'evil.test' }, 403],
  ])('is refused %s, and the node is not asked', async (_, headers, status) => {
    const answer = await ask(`media/${ID}`, { headers: headers });
    expect([answer.status, answer.body.length, asked]).toEqual([status, 0, []]);
  });

  it.each(['document', 'iframe', 'frame', 'object', 'embed', 'script', 'style', 'worker'])(
    'is never a %s',
    async (destination) => {
      const answer = await show({ 'sec-fetch-dest': destination });
      expect([answer.status, asked]).toEqual([403, []]);
    },
  );

  it.each(['', '..', '../index.html', '%2e%2e/x', `${ID}/x`, `${ID}%00`, 'A'.repeat(32), '/etc/passwd'])(
    'is not named by %j',
    async (id) => {
      expect([(await show({}, id)).status, asked]).toEqual([404, []]);
    },
  );

  it('is not there for anything but GET', async () => {
    for (const method of ['HEAD', 'PUT', 'DELETE']) {
      const headers = { cookie, origin: `http://${place.host}` };
      expect((await ask(`media/${ID}`, { method, headers })).status).toBe(405);
    }
    expect(asked).toEqual([]);
  });

  it('is refused while the node is locked', async () => {
    refuses = 'NODE_LOCKED';
    const answer = await show();
    expect([answer.status, answer.body.length]).toEqual([403, 0]);
  });
});

describe('the page of the window', () => {
  it('may take sounds and films from there alone', async () => {
    const { headers } = await ask('');
    const media = String(headers['content-security-policy'])
      .split('; ')
      .find((rule) => rule.startsWith('media-src'));
    expect(media).toBe(`media-src http://${place.host}${place.base}media/`);
  });
});
