import { EventEmitter } from 'node:events';
import type { MessagePort } from 'node:worker_threads';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { randomBytes } from '../../adapters/crypto/random.js';
import { copyBytes } from '../../base/bytes.js';
import { databaseDirectory } from '../../testing/sqlite-fixture.js';
import type { FromLane } from './lane-messages.js';
import { serveLane } from './lane-server.js';

let directory: ReturnType<typeof databaseDirectory>;
beforeEach(() => {
  directory = databaseDirectory();
});
afterEach(() => {
  directory.remove();
});

describe('the key in the thread of the commit lane', () => {
  it.each([
    ['opens', () => directory.path, 'opened'],
    ['does not open', () => `${directory.path}/nowhere/kith.db`, 'failed'],
  ])('is zeroed when the store %s', async (_, path, answer) => {
    const port = new EventEmitter();
    const said: FromLane[] = [];
    const ended = new Promise<void>((resolve) => {
      Object.assign(port, { postMessage: (message: FromLane) => said.push(message), close: resolve });
    });
    serveLane(port as unknown as MessagePort, {
      now: () => 1_000,
      randomBytes,
      crash: () => undefined,
    });
    const options = {
      databaseFile: path(),
      masterKey: copyBytes(directory.key.reveal()),
      createFor: { name: 'Alice' },
    };
    port.emit('message', { type: 'open', options });
    expect(said).toMatchObject([{ type: answer }]);
    expect(options.masterKey).toEqual(new Uint8Array(32));
    port.emit('message', { type: 'close' });
    await ended;
  });
});
