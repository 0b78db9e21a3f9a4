// SECURITY A-02: no id, key or signature of one kind is taken for another.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SIGNATURE_LABELS } from '../../src/adapters/signal/identity-cipher.js';
import { ID_BYTES, idFromBytes } from '../../src/base/ids.js';
import { toHex } from '../../src/base/bytes.js';
import type { SignatureLabel } from '../../src/core/ports/session-cipher.js';
import { decodeAddressedBundle } from '../../src/protocol/bundle-codec.js';
import { linkKeyBody } from '../../src/protocol/handshake-codec.js';
import {
  decodeContactRequest,
  encodeContactRequest,
  replacesBody,
} from '../../src/protocol/request-codec.js';
import { victimId } from '../../src/testing/hostile/hostile-contact.js';
import type { HostilePeer } from '../../src/testing/hostile/hostile-peer.js';
import { newId } from '../../src/testing/node/person.js';
import { until } from '../../src/testing/node/observe.js';
import { Scene } from './scene.js';

describe('A-02: kinds of ids, keys and signatures', () => {
  let scene: Scene;

  beforeAll(async () => {
    scene = await Scene.open();
  });
  afterAll(() => scene.close());

  const labelsBut = (label: SignatureLabel) =>
    (Object.keys(SIGNATURE_LABELS) as SignatureLabel[]).filter((other) => other !== label);

  it('lets nobody in with a link key that was signed for another purpose', async () => {
    for (const label of labelsBut('link-key')) {
      const mallory = scene.stranger();
      const body = linkKeyBody(mallory.staticKey.publicKey, mallory.incarnation);
      const credentials = mallory.credentials({ signature: mallory.signed(label, body).signature });
      const link = await mallory.dial(scene.alice.address, { credentials });
      expect(await link.fate(), label).toBe('cut');
    }
  });

  it('lets nobody in with a record that was signed for another purpose', async () => {
    for (const label of labelsBut('record')) {
      const mallory = scene.stranger();
      const record = mallory.signed(label, mallory.record().body);
      const credentials = mallory.credentials({ record });
      const link = await mallory.dial(scene.alice.address, { credentials });
      expect(await link.fate(), label).toBe('cut');
    }
  });

  it('puts no request on the doorstep that was signed for another purpose', async () => {
    const mallory = scene.stranger();
    const link = await mallory.dial(scene.alice.address);
    const request = await mallory.request(victimId(scene.alice));
    for (const label of labelsBut('request')) {
      if (request.kind === 'contactRequest') {
        link.send({ kind: 'contactRequest', signed: mallory.signed(label, request.signed.body) });
      }
    }
    // Refused for another reason, and behind them.
    link.send(await scene.stranger().request(victimId(scene.alice)));
    await link.frame('refused', ({ reason }) => reason === 'notAllowed');
    expect(link.refusals).toEqual([...labelsBut('request').map(() => 'malformed'), 'notAllowed']);
    expect((await scene.alice.client.call('status', {})).requests).toBe(0);
    await link.end();
  });

  it('calls a claim countersigned only when the old key signed this very claim', async () => {
    const old = await scene.contact();
    const claims: [string, (heir: HostilePeer) => Uint8Array<ArrayBuffer>, boolean][] = [
      ['another label', (heir) => sign(heir, 'request', heir), false],
      ['another heir', (heir) => sign(heir, 'replaces', scene.stranger()), false],
      ['the heir itself', (heir) => heir.signed('replaces', bodyFor(heir)).signature, false],
      ['the old key', (heir) => sign(heir, 'replaces', heir), true],
    ];
    const bodyFor = (heir: HostilePeer) => replacesBody(old.peer.nodeId, heir.nodeId, victimId(scene.alice));
    const sign = (_heir: HostilePeer, label: SignatureLabel, named: HostilePeer) =>
      old.peer.signed(label, bodyFor(named)).signature;
    for (const [what, signature, isCountersigned] of claims) {
      const heir = scene.stranger();
      const link = await heir.dial(scene.alice.address);
      const replaces = { oldNodeId: old.peer.nodeId, signature: signature(heir) };
      link.send(await heir.request(victimId(scene.alice), { replaces }));
      const row = await until(scene.alice.client, ['requests', {}], (rows) =>
        rows.find(({ nodeId }) => nodeId === heir.nodeId),
      );
      expect(row.replaces?.countersigned, what).toBe(isCountersigned);
      await link.end();
    }
  });

  it('takes no value of another kind for a NodeId', async () => {
    const mallory = scene.stranger();
    const bundle = decodeAddressedBundle(await mallory.party.cipher.makeBundle(victimId(scene.alice), 0));
    if (!bundle.ok) throw bundle.error;
    const { preKey, signedPreKey, signedPreKeySignature, kyberPreKey } = bundle.value;
    for (const value of [preKey, signedPreKey, signedPreKeySignature, kyberPreKey]) {
      expect(idFromBytes('node', value)).toBeUndefined();
    }
    for (const size of new Set(Object.values(ID_BYTES))) {
      if (size !== ID_BYTES.node) expect(idFromBytes('node', new Uint8Array(size).fill(9))).toBeUndefined();
    }
  });

  it('shows and keeps a fingerprint of identity keys only', async () => {
    const low = `e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800`;
    const twin = `${toHex(new Uint8Array(31).fill(0xff))}7f`;
    for (const nodeId of [low, twin, '0'.repeat(64)]) {
      const asked = { id: newId(), nodeId, address: null, name: '', note: '', trust: 'link' as const };
      await expect(scene.alice.client.call('addContact', asked)).rejects.toMatchObject({
        code: 'INPUT_INVALID',
      });
    }
  });

  it('reads no request as one from somebody else than its signer', async () => {
    const [mallory, bob] = [scene.stranger(), scene.stranger()];
    const link = await mallory.dial(scene.alice.address);
    const request = await bob.request(victimId(scene.alice));
    if (request.kind !== 'contactRequest') throw new Error('not a request');
    link.send(request);
    expect(await link.frame('refused')).toMatchObject({ reason: 'notAllowed' });
    const named = decodeContactRequest(request.signed);
    if (!named.ok) throw named.error;
    const body = encodeContactRequest(named.value);
    link.send({ kind: 'contactRequest', signed: mallory.signed('request', body) });
    expect(await link.frame('refused')).toMatchObject({ reason: 'notAllowed' });
    const own = await mallory.request(victimId(scene.alice));
    if (own.kind !== 'contactRequest') throw new Error('not a request');
    const hers = decodeContactRequest(own.signed);
    if (!hers.ok) throw hers.error;
    link.send({
      kind: 'contactRequest',
      signed: bob.signed('request', encodeContactRequest(hers.value)),
    });
    link.send(request);
    await link.frame('refused', ({ reason }) => reason === 'notAllowed');
    expect(link.refusals).toEqual(['notAllowed', 'notAllowed', 'malformed', 'notAllowed']);
    expect((await scene.alice.client.call('status', {})).requests).toBe(4);
    await link.end();
  });
});
