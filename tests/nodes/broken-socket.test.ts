// A node its owner's programs cannot reach does not run on unseen.

import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { Secret } from '../../src/base/secret.js';
import { createNode } from '../../src/node/create-node.js';
import { TEST_ENV, TEST_PASSWORD } from '../../src/testing/node/homes.js';
import { Stage } from './stage.js';

let stage: Stage;
beforeEach(async () => {
  stage = await Stage.open();
});
afterEach(() => stage.clear());

it('is stopped before its home is given up when the local socket cannot be opened', async () => {
  const { dir, host } = await stage.home('Alice');
  const first = createServer().listen(0, host);
  await once(first, 'listening');
  const { port } = first.address() as AddressInfo;
  await once(first.close(), 'close');
  await mkdir(join(dir, 'run', 'node.sock', 'in-the-way'), { recursive: true });
  const flags = { host, port: String(port) };
  const password = new Secret(TEST_PASSWORD);
  await expect(createNode({ home: dir, face: 'test', flags, env: TEST_ENV, password })).rejects.toThrow();
  const again = createServer().listen(port, host);
  await once(again, 'listening');
  await once(again.close(), 'close');
});
