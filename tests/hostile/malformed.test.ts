// Ten thousand malformed inputs before and ten thousand after authentication: nothing crashes, nothing stays, and Bob's
// messages go through meanwhile. Before it, each ends its connection; so only some have a TLS connection made for them, and
// the others meet the node's own code behind TLS.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Bytes } from '../../src/base/bytes.js';
import { encodeFrame, type Frame } from '../../src/protocol/frame-codec.js';
import { decodeCredentials, encodeCredentials } from '../../src/protocol/handshake-codec.js';
import { decodePayload, encodePayload } from '../../src/protocol/payload-codec.js';
import { answeringSides } from '../../src/testing/hostile/answering-side.js';
import { shakeHands } from '../../src/testing/hostile/bent-handshake.js';
import type { HostileContact } from '../../src/testing/hostile/hostile-contact.js';
import { Mutations } from '../../src/testing/hostile/mutations.js';
import { ProcessHealth } from '../../src/testing/hostile/process-health.js';
import { rawTls, UPGRADE_REQUEST, webSocketFrame } from '../../src/testing/hostile/raw-client.js';
import { within } from '../../src/testing/node/deadline.js';
import type { LocalNode } from '../../src/testing/node/local-node.js';
import { befriend, received, send } from '../../src/testing/node/person.js';
import { Scene } from './scene.js';

const INPUTS = 10_000;
/** So many more before authentication take the whole way through TCP and TLS, whose handshakes the node never shortens. */
const CONNECTIONS = Number(process.env['KITH_MALFORMED_CONNECTIONS'] ?? 250);
const FOR_ALL_MS = 120_000 + 60 * CONNECTIONS;
/** The node ends a link after 20 frames it had to refuse. */
const FRAMES_PER_LINK = 20;
const PAYLOADS_AT_ONCE = 100;
const SEED = 20_260_101;

describe('ten thousand malformed inputs', () => {
  let scene: Scene;
  let bob: LocalNode;
  const health = new ProcessHealth();
  const said: string[] = [];

  beforeAll(async () => {
    scene = await Scene.open();
    bob = await scene.start('Bob');
    await befriend(scene.alice, bob);
  });
  afterAll(async () => {
    health.close();
    await scene.close();
  });

  const bobGetsThrough = async () => {
    said.push(`number ${said.length}`);
    await send(bob, scene.alice, said.at(-1) ?? '');
    await received(scene.alice, bob, said);
  };
  /** Runs `attack` on several lines at once until together they sent so many inputs; tells how many one call sent. */
  const flood = async (inputs: number, attacks: readonly (() => Promise<number>)[]) => {
    let sent = 0;
    let passed = 0;
    const line = async (attack: () => Promise<number>) => {
      while (sent < inputs) {
        sent += await attack();
        const quarter = Math.floor((4 * sent) / inputs);
        if (quarter <= passed) continue;
        passed = quarter;
        // By the first quarter every cache is filled.
        if (passed === 1) health.mark();
        await bobGetsThrough();
      }
    };
    await Promise.all(attacks.map(line));
    expect(sent).toBeGreaterThanOrEqual(inputs);
    await bobGetsThrough();
    expect(health.grownMiB()).toBeLessThan(64);
    expect(health.errors).toEqual([]);
  };

  it(
    `before authentication, ${CONNECTIONS} each through a TLS connection of its own, end that and nothing else`,
    async () => {
      const { address } = scene.alice;
      const known = await scene.stranger().dial(address);
      const [hello, proof] = known.handshake.sent;
      await known.end();
      const attacks = Array.from({ length: 8 }, (_, line) => {
        const mutations = new Mutations(SEED + line);
        const from = scene.yard.nextHost();
        return async () => {
          const client = await rawTls({ address, from });
          client.socket.end(Buffer.concat(beforeAuthentication(mutations, hello, proof)));
          await within('the cut', client.ended);
          return 1;
        };
      });
      await flood(CONNECTIONS, attacks);
    },
    FOR_ALL_MS,
  );

  it(`in place of what a handshake says and proves, ${INPUTS} behind TLS, end the handshake`, async () => {
    const mutations = new Mutations(SEED);
    const peer = scene.stranger();
    const answer = answeringSides(scene.stranger());
    const known = await peer.dial(scene.alice.address);
    const [hello, proof] = known.handshake.sent;
    await known.end();
    const proved = decodeCredentials(peer.credentials());
    if (!proved.ok) throw proved.error;
    const { record, ...bare } = proved.value;
    const attack = async () => {
      const socket = answer();
      switch (mutations.below(8)) {
        case 0: {
          const credentials = mutations.spoiled(encodeCredentials({ ...bare, record: null }));
          await shakeHands(socket, { staticKey: peer.staticKey, credentials });
          break;
        }
        case 1: {
          const spoiled = record && { ...record, body: mutations.spoiled(record.body) };
          const credentials = encodeCredentials({ ...bare, record: spoiled });
          await shakeHands(socket, { staticKey: peer.staticKey, credentials });
          break;
        }
        case 2:
        case 3:
          socket.send(hello);
          socket.send(mutations.spoiled(proof));
          break;
        default:
          socket.send(mutations.spoiled(hello));
          // A version range may have become another valid one.
          socket.send(mutations.noise());
      }
      expect(await socket.outcome).toBeOneOf(['HANDSHAKE_FAILED', 'PEER_VERSION_UNSUPPORTED']);
      return 1;
    };
    await flood(INPUTS, [attack]);
  }, 120_000);

  it(`after authentication, ${INPUTS / 2} through links, are refused or end the link`, async () => {
    const attacks = Array.from({ length: 4 }, async (_, line) => {
      const mutations = new Mutations(SEED - line);
      const mallory = await scene.contact();
      const valid = await validFrames(mallory);
      return async () => {
        // On every other link the marks agree, so that envelopes are looked into.
        const isAgreed = mutations.below(2) === 0;
        const opening = isAgreed ? mallory.reopen() : mallory.peer.dial(scene.alice.address);
        // A believed word about Alice's store ends every link, also those being set up.
        const link = await opening.catch(() => undefined);
        if (!link) return 0;
        for (let count = 0; count < FRAMES_PER_LINK; count++) {
          const frame = valid[mutations.below(valid.length + 1)];
          link.sendPlaintext(frame ? mutations.spoiled(frame) : mutations.noise());
        }
        // Either answer means that the node has read what it was going to read.
        await link.isServed();
        await link.end();
        return FRAMES_PER_LINK;
      };
    });
    await flood(INPUTS / 2, await Promise.all(attacks));
  }, 120_000);

  it(`inside envelopes, ${INPUTS / 2} through links, are taken off the stream, and what is broken is shown nowhere`, async () => {
    const mallory = await scene.contact();
    const mutations = new Mutations(SEED);
    let sound = 0;
    const attack = async () => {
      const valid = encodePayload(mallory.payload('spoiled', { authorSeq: 0 }));
      for (let count = 0; count < PAYLOADS_AT_ONCE; count++) {
        const input = mutations.below(4) === 0 ? mutations.noise() : mutations.spoiled(valid);
        const decoded = decodePayload(input);
        if (decoded.ok && decoded.value.payload.authorSeq > 0) sound += 1;
        mallory.deliver(await mallory.seal(input));
      }
      await mallory.link.settled();
      return PAYLOADS_AT_ONCE;
    };
    await flood(INPUTS / 2, [attack]);
    expect(sound).toBeLessThan(INPUTS / 100);
    expect((await scene.shown(mallory)).length).toBeLessThanOrEqual(sound);
    expect(await scene.alice.client.call('checkStore', {})).toEqual({ ok: true, problems: [] });
  }, 120_000);
});

/** What a client sends on a fresh TLS connection. */
function beforeAuthentication(mutations: Mutations, hello: Bytes, proof: Bytes): Uint8Array[] {
  const upgrade = Buffer.from(UPGRADE_REQUEST);
  const message = (payload: Uint8Array) => webSocketFrame(0x82, payload);
  switch (mutations.below(6)) {
    case 0:
      return [mutations.spoiled(new Uint8Array(upgrade))];
    case 1:
      return [upgrade, mutations.noise()];
    case 2:
      return [upgrade, webSocketFrame(mutations.below(256), mutations.noise())];
    case 3:
      return [upgrade, message(mutations.noise())];
    case 4:
      return [upgrade, message(mutations.spoiled(hello))];
    default:
      return [upgrade, message(hello), message(mutations.spoiled(proof))];
  }
}

/** One of each kind this peer could say now. */
async function validFrames(mallory: HostileContact): Promise<Bytes[]> {
  const { peer, node } = mallory;
  const request = await peer.request(node);
  if (request.kind !== 'contactRequest') throw new Error('not a request');
  const frames: Frame[] = [
    request,
    { kind: 'ping', nonce: 1 },
    { kind: 'pong', nonce: 1 },
    { kind: 'refused', reason: 'busy', refusedKind: 64 },
    { kind: 'ack', streamSeq: 1 },
    // Some of the spoiled ones claim that Alice's store is an older copy.
    { kind: 'marks', ...mallory.marks() },
    { kind: 'sessionRenewal', bundle: await peer.party.cipher.makeBundle(node, Date.now()) },
    { kind: 'envelope', streamSeq: 1, ...(await mallory.seal(mallory.payload('spoiled'))) },
  ];
  return frames.map(encodeFrame);
}
