// A home is founded by a node that runs only for it: what Alice is told to give away is where she will be.

import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Secret } from '../../src/base/secret.js';
import { createIdentity } from '../../src/node/offline.js';
import { HomeYard, TEST_ENV, TEST_PASSWORD } from '../../src/testing/node/homes.js';

let yard: HomeYard;
beforeEach(async () => {
  yard = await HomeYard.open();
});
afterEach(async () => {
  await yard.clear();
});

describe('the link of a new identity', () => {
  it.each([
    ['the port of the settings', {}, { KITH_PUBLIC_IP: 'alice.example.org' }, ['alice.example.org:8443']],
    ['the port that is told', {}, { KITH_PUBLIC_IP: 'alice.example.org:443' }, ['alice.example.org:443']],
    ['the port of a flag', { host: '127.0.0.1', port: '9443' }, {}, ['127.0.0.1:9443']],
    ['no address where the port is not known before', { host: '127.0.0.1', port: '0' }, {}, []],
    ['no address where none is known', {}, {}, []],
  ])('names %s', async (_, flags, env, addresses) => {
    const self = await createIdentity({
      home: join(yard.dir, 'alice'),
      flags,
      env: { ...TEST_ENV, ...env },
      name: 'Alice',
      password: new Secret(TEST_PASSWORD),
    });
    expect(self.addresses).toEqual(addresses);
    expect(self.link).toBe(`kith://add/${addresses[0] ?? ''}?id=${self.nodeIdText}`);
  });
});
