import { createServer as createHttpServer, type RequestListener, type Server } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { idFromBytes } from '../../src/base/ids.js';
import { createLinkCrypto } from '../../src/adapters/crypto/link-crypto.js';
import { encodeRecord } from '../../src/protocol/record-codec.js';
import { encodeSigned } from '../../src/protocol/signed-codec.js';
import { PROTOCOL_VERSIONS } from '../../src/protocol/version.js';
import { testCertificate } from '../../src/testing/network/certificate.js';
import type { LocalNode } from '../../src/testing/node/local-node.js';
import { until } from '../../src/testing/node/observe.js';
import { befriend, contactOf } from '../../src/testing/node/person.js';
import { Stage } from './stage.js';

describe('what cannot be added', () => {
  let stage: Stage;
  let alice: LocalNode;
  let bob: LocalNode;
  let carol: LocalNode;
  beforeAll(async () => {
    stage = await Stage.open();
    [alice, bob, carol] = await stage.people('Alice', 'Bob', 'Carol');
  });
  afterAll(() => stage.clear());

  const lookUp = (target: string) => alice.client.call('lookUp', { target });

  async function serve(server: Server, host = '127.0.0.1', port = 0): Promise<string> {
    stage.atEnd(async () => {
      server.closeAllConnections();
      server.close();
    });
    await new Promise<void>((resolve) => {
      server.listen(port, host, resolve);
    });
    return `${host}:${(server.address() as AddressInfo).port}`;
  }

  async function secureServer(listener: RequestListener): Promise<Server> {
    const { cert, key } = await testCertificate();
    return createServer({ cert, key: key.reveal() }, listener);
  }

  it('is oneself, by address or by link', async () => {
    const { link } = await alice.client.call('self', {});
    await expect(lookUp(alice.address)).rejects.toMatchObject({ code: 'CONTACT_IS_SELF' });
    await expect(lookUp(link)).rejects.toMatchObject({ code: 'CONTACT_IS_SELF' });
  });

  it('is a port where nobody listens', async () => {
    const server = createHttpServer();
    const address = await serve(server);
    await new Promise((resolve) => server.close(resolve));
    await expect(lookUp(address)).rejects.toMatchObject({
      code: 'PEER_REFUSED_CONNECTION',
      params: { address },
    });
  });

  it('is a web server that is not Kith', async () => {
    const address = await serve(
      await secureServer((_request, response) => response.end('<h1>It works!</h1>')),
    );
    await expect(lookUp(address)).rejects.toMatchObject({ code: 'PEER_NOT_KITH' });
    const missing = await serve(
      await secureServer((_request, response) => response.writeHead(404).end('nothing here')),
    );
    await expect(lookUp(missing)).rejects.toMatchObject({ code: 'PEER_NOT_KITH' });
  });

  it('is a server without TLS', async () => {
    const address = await serve(createHttpServer((_request, response) => response.end('hello')));
    await expect(lookUp(address)).rejects.toMatchObject({ code: 'PEER_NOT_TLS' });
  });

  it('is a node of another version', async () => {
    const nodeId = idFromBytes('node', createLinkCrypto().generateKeyPair().publicKey);
    if (!nodeId) throw new Error('not a key');
    const versions = { min: PROTOCOL_VERSIONS.max + 1, max: PROTOCOL_VERSIONS.max + 1 };
    const body = encodeRecord({ nodeId, addresses: [], versions, sequence: 1 });
    const record = encodeSigned({ body, signature: new Uint8Array(64) });
    const address = await serve(await secureServer((_request, response) => response.end(record)));
    await expect(lookUp(address)).rejects.toMatchObject({ code: 'PEER_VERSION_UNSUPPORTED' });
  });

  it('is a link whose id is another node’s', async () => {
    const { nodeIdText } = bob.home.self;
    await expect(lookUp(`kith://add/${carol.address}?id=${nodeIdText}`)).rejects.toMatchObject({
      code: 'PEER_OTHER_IDENTITY',
    });
  });

  it('is a link with a mistyped id, or no target at all', async () => {
    const { nodeIdText } = bob.home.self;
    const typo = `${nodeIdText.slice(0, -1)}${nodeIdText.endsWith('q') ? 'p' : 'q'}`;
    for (const [target, reason] of [
      [`kith://add/${bob.address}?id=${typo}`, 'link-id'],
      ['https://example.org', 'scheme'],
      ['', 'empty'],
    ] as const) {
      await expect(lookUp(target)).rejects.toMatchObject({ code: 'TARGET_INVALID', params: { reason } });
    }
  });

  it('is a contact', async () => {
    await befriend(alice, bob);
    const { nodeId, contactId, address } = await lookUp(bob.address);
    expect(contactId).toBe((await contactOf(alice, bob)).id);
    const again = { id: 'ab'.repeat(16), nodeId, address, name: '', note: '', trust: 'address' as const };
    await expect(alice.client.call('addContact', again)).rejects.toMatchObject({ code: 'CONTACT_EXISTS' });
  });

  it('and an address of a contact that now proves another node is told as such', async () => {
    const { address } = bob;
    await bob.stop();
    const mallory = await stage.home('Mallory');
    const { id: contactId } = await contactOf(alice, bob);
    const impostor = await stage.local(
      { ...mallory, host: bob.home.host },
      { port: Number(address.split(':')[1]) },
    );
    expect(impostor.address).toBe(address);
    await alice.client.call('retryNow', { contactId });
    await until(alice.client, ['links', {}], (rows) =>
      rows.some((row) => row.id === contactId && row.error?.code === 'PEER_OTHER_IDENTITY'),
    );
  });
});
