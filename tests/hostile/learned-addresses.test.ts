// SECURITY A-44: what a contact says of its addresses does not send this node into its own machine or network.

import { once } from 'node:events';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { HostPort } from '../../src/base/host-port.js';
import type { HostileContact } from '../../src/testing/hostile/hostile-contact.js';
import { newId } from '../../src/testing/node/person.js';
import { until } from '../../src/testing/node/observe.js';
import { Scene } from './scene.js';

/** Something in the owner's network that would rather not be called. */
class Trap {
  calls = 0;
  readonly #called: Promise<unknown>;

  private constructor(private readonly server: Server) {
    this.#called = once(server, 'connection');
    server.on('connection', (socket) => {
      this.calls += 1;
      socket.destroy();
    });
  }

  static async on(host: string): Promise<Trap> {
    const server = createServer();
    server.listen(0, host);
    await once(server, 'listening');
    return new Trap(server);
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  called(): Promise<unknown> {
    return this.#called;
  }

  close(): void {
    this.server.close();
  }
}

describe('A-44: addresses a contact says it has', () => {
  let scene: Scene;
  let mallory: HostileContact;
  let trap: Trap;

  beforeAll(async () => {
    scene = await Scene.open();
    mallory = await scene.contact();
    trap = await Trap.on('127.0.0.1');
  });
  afterAll(async () => {
    trap.close();
    await scene.close();
  });

  const untilWaiting = (isMeant: (code: string) => boolean) =>
    until(scene.alice.client, ['links', {}], (rows) =>
      rows.find(({ state, error }) => state === 'waiting' && error && isMeant(error.code)),
    );
  const untilDialled = () => untilWaiting((code) => code !== 'PEER_CLOSED' || trap.calls > 0);

  let sequence = 1;
  /** Mallory's next call proves a record with these addresses; then she is gone, and Alice dials. */
  const goneAfterSaying = async (places: HostPort[]) => {
    const addresses = places.map((place) => ({ ...place, tlsKeyHash: null }));
    const record = mallory.peer.record({ sequence: ++sequence, addresses });
    await mallory.reopen({ credentials: mallory.peer.credentials({ record }) });
    expect(await mallory.link.isServed()).toBe(true);
    await mallory.link.end();
    await untilWaiting(() => true);
    const contactId = await until(scene.alice.client, ['contacts', {}], (rows) => rows[0]?.id);
    await expect(scene.alice.client.call('retryNow', { contactId })).resolves.toEqual({});
  };
  it.each([
    ['127.0.0.1'],
    ['localhost'],
    ['127.1'],
    ['2130706433'],
    ['::1'],
    ['::ffff:127.0.0.1'],
    ['64:ff9b::7f00:1'],
    ['10.0.0.1'],
    ['169.254.169.254'],
    ['fe80::1'],
    ['256.256.256.256'],
    ['bob.1'],
  ])('are not called at %s', async (host) => {
    await goneAfterSaying([{ host, port: trap.port }]);
    const { error } = await untilDialled();
    // As where nobody answers: Mallory learns nothing of what is there.
    expect(error?.code).toMatch(/^PEER_(?:UNREACHABLE|NAME_UNKNOWN)$/u);
    expect(trap.calls).toBe(0);
  });

  it('are called where she has called from herself', async () => {
    const own = await Trap.on(mallory.peer.host ?? '');
    await goneAfterSaying([{ host: mallory.peer.host ?? '', port: own.port }]);
    await own.called();
    expect(own.calls).toBeGreaterThan(0);
    own.close();
  });

  it('are called anywhere when the owner typed them', async () => {
    const address = `127.0.0.1:${String(trap.port)}`;
    const asked = {
      id: newId(),
      nodeId: scene.stranger().nodeId,
      address,
      name: '',
      note: '',
      trust: 'link' as const,
    };
    await scene.alice.client.call('addContact', asked);
    await trap.called();
    expect(trap.calls).toBeGreaterThan(0);
  });
});
