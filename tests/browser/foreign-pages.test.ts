// Pages of other origins in a browser that has the window's session. They know the whole address of the window, which in
// truth nobody can guess, and what it would let its own page do.

import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TcpRelay } from '../../src/testing/network/tcp-relay.js';
import { BrowserStage, hasChromium, type Person } from './browser-stage.js';
import { resident } from './neighbourhood.js';

const LOOPBACK = '127.0.0.1';
/** What the window's own page can do of it. */
const OWN = ['page', 'session', 'picture', 'contract'];
/** Leads wherever its owner wants, from one moment to the next. */
const THEIR_NAME = 'rebound.test';

describe.skipIf(!hasChromium('pages of other origins in a real browser'))('a page of another origin', () => {
  let stage: BrowserStage;
  let alice: Person;
  let theirs: Server;
  let name: TcpRelay;
  let leadsTo: string;
  beforeAll(async () => {
    theirs = await serveTheirs();
    leadsTo = placeOf(theirs);
    name = await TcpRelay.open(LOOPBACK, () => leadsTo);
    stage = await BrowserStage.open([`--host-resolver-rules=MAP ${THEIR_NAME} ${name.address}`]);
    alice = await resident(stage, 'Alice');
    await alice.page.getByRole('heading', { name: 'Kith' }).waitFor();
  }, 60_000);
  afterAll(async () => {
    await stage.clear();
    await name.close();
    theirs.closeAllConnections();
    theirs.close();
  });

  /** Without what follows the sign for it: of the token nothing is left. */
  const windowUrl = () => new URL(alice.page.url());
  /** In the browser that has the session. */
  const open = async (url: string) => {
    const page = await alice.context.newPage();
    await page.goto(url);
    return page;
  };

  it('would get all of this, if it were the window’s own', async () => {
    expect(await successes(alice.page, windowUrl())).toEqual(OWN);
  });

  it.each([
    ['of this machine, by its address', LOOPBACK, '/'],
    ['of this machine, by its name', 'localhost', '/'],
    ['without any origin', LOOPBACK, '/sandboxed'],
  ])('%s gets nothing', async (_what, host, path) => {
    const page = await open(`http://${host}:${portOf(theirs)}${path}`);
    expect(await successes(page, windowUrl())).toEqual([]);
    await page.close();
  });

  it('whose name is made to lead to the window gets nothing, though it is of its own origin then', async () => {
    const { port, pathname } = windowUrl();
    const rebound = new URL(`http://${THEIR_NAME}:${port}${pathname}`);
    const page = await open(rebound.origin);
    expect(await page.title()).toBe('theirs');
    leadsTo = windowUrl().host;
    name.drop(true);
    // The window's server answers it, and that is all it says.
    expect(await page.evaluate(`fetch('${rebound.href}').then(({ status }) => status)`)).toBe(403);
    expect(await successes(page, rebound)).toEqual([]);
    expect(await successes(page, windowUrl())).toEqual([]);
    await page.close();
  });

  it('leaves the window as it was', async () => {
    expect(await successes(alice.page, windowUrl())).toEqual(OWN);
  });
});

async function serveTheirs(): Promise<Server> {
  const server = createServer((request, response) => {
    response.setHeader('Content-Type', 'text/html');
    if (request.url === '/sandboxed') response.setHeader('Content-Security-Policy', 'sandbox allow-scripts');
    response.end('<!doctype html><title>theirs</title>');
  });
  server.listen(0, LOOPBACK);
  await once(server, 'listening');
  return server;
}

function portOf(server: Server): string {
  return String((server.address() as AddressInfo).port);
}

function placeOf(server: Server): string {
  return `${LOOPBACK}:${portOf(server)}`;
}

/** What a page can do with the window at this address. */
function successes(page: Page, { href }: URL): Promise<readonly string[]> {
  return page.evaluate<readonly string[]>(`(${ATTEMPTS})(${JSON.stringify(href)})`);
}

/** As text: it runs in the page. */
const ATTEMPTS = `async (place) => {
  const id = '00'.repeat(16);
  const asked = (name, options) => fetch(place + name, { credentials: 'include', ...options }).then(({ ok }) => ok);
  const attempts = {
    page: () => asked(''),
    session: () => asked('session'),
    'new session': () => asked('session', { method: 'POST', body: 'x' }),
    upload: () => asked('upload/' + id, { method: 'PUT', body: 'x' }),
    download: () => asked('download/' + id),
    picture: () => new Promise((done) => {
      const image = new Image();
      image.onload = () => done(true);
      image.onerror = () => done(false);
      image.src = place + 'icon.svg';
    }),
    contract: () => new Promise((done) => {
      const socket = new WebSocket(place.replace('http', 'ws') + 'contract');
      socket.onopen = () => { socket.close(); done(true); };
      socket.onerror = () => done(false);
    }),
  };
  const succeeded = [];
  for (const [name, attempt] of Object.entries(attempts))
    if (await attempt().catch(() => false)) succeeded.push(name);
  return succeeded;
}`;
