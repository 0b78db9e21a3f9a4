import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { idBytes } from '../../base/ids.js';
import { createIdentity } from './identity-cipher.js';
import { addressName, nodeIdOfKey, protocolAddress, publicKeyOf } from './protocol-address.js';

describe('a protocol address', () => {
  const { nodeId } = createIdentity();

  it('is a version 8 UUID of the node and device 1', () => {
    const address = protocolAddress(nodeId);
    expect(address.name()).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(address.toString()).toBe(`${address.name()}.1`);
    expect(address.serviceId()?.getRawUuid()).toBe(address.name());
  });

  it('is the hash of the labelled NodeId outside the bits a UUID fixes', () => {
    const hash = createHash('sha256').update('kith/1/address').update(idBytes(nodeId)).digest('hex');
    const name = addressName(nodeId).replaceAll('-', '');
    expect(name.slice(0, 12)).toBe(hash.slice(0, 12));
    expect(name.slice(13, 16)).toBe(hash.slice(13, 16));
    expect(name.slice(17)).toBe(hash.slice(17, 32));
  });

  it('belongs to one key', () => {
    expect(nodeIdOfKey(publicKeyOf(nodeId))).toBe(nodeId);
    expect(addressName(createIdentity().nodeId)).not.toBe(addressName(nodeId));
  });
});
