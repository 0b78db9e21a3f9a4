// SECURITY A-07: whatever a peer or a line does to messages on their way, no wrong row is shown.

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { encodeFrame } from '../../src/protocol/frame-codec.js';
import { encodePayload } from '../../src/protocol/payload-codec.js';
import type { HostileContact } from '../../src/testing/hostile/hostile-contact.js';
import { newId } from '../../src/testing/node/person.js';
import { until } from '../../src/testing/node/observe.js';
import { Scene, textsOf } from './scene.js';

describe('A-07: messages that are reflected, replayed, reordered or dropped', () => {
  let scene: Scene;
  let mallory: HostileContact;

  beforeAll(async () => {
    scene = await Scene.open();
  });
  beforeEach(async () => {
    mallory = await scene.contact();
  });
  afterAll(() => scene.close());

  const aliceWrites = async (text: string) => {
    const contactId = await until(
      scene.alice.client,
      ['contacts', {}],
      (rows) => rows.find((row) => row.nodeId === mallory.peer.nodeId)?.id,
    );
    await scene.alice.client.call('sendMessage', { id: newId(), contactId, text });
  };
  const reflect = () => {
    const own = mallory.envelopes.at(-1);
    if (own) mallory.deliver(own);
  };
  const shown = async () => textsOf(await scene.shown(mallory));

  it('shows Alice nothing when her own envelope comes back to her', async () => {
    await aliceWrites('first of a session');
    await mallory.untilRead(2);
    reflect();
    expect(await mallory.link.ended).toBe('stream');
    mallory.numbers.sent = 0;
    await mallory.reopen();
    await mallory.write('answer');
    await scene.untilShown(mallory, 'answer');
    await aliceWrites('later in a session');
    await mallory.untilRead(3);
    reflect();
    await Promise.race([mallory.link.ended, mallory.link.frame('sessionRenewal')]);
    expect(await shown()).toEqual(['out: first of a session', 'in: answer', 'out: later in a session']);
  });

  it('takes no payload that names Alice, a third node or another recipient or conversation', async () => {
    const carol = scene.stranger().nodeId;
    const foreign = mallory.conversation.replace(/^../, (byte) => (byte === '00' ? '01' : '00'));
    await mallory.write('from Alice herself', { sender: mallory.node });
    await mallory.write('from Carol', { sender: carol });
    await mallory.write('to Carol', { recipient: carol });
    await mallory.write('elsewhere', { conversation: foreign as typeof mallory.conversation });
    await mallory.write('far ahead', { lamport: 2 ** 40 });
    mallory.numbers.lamport = 100;
    await mallory.write('honest');
    await scene.untilShown(mallory, 'honest');
    expect(await shown()).toEqual(['in: honest']);
  });

  it('takes back no text of Alice that Mallory made up, as if it had been recovered', async () => {
    const forged = encodePayload(
      mallory.payload('I owe you', { sender: mallory.node, recipient: mallory.peer.nodeId }),
    );
    await mallory.write('', { authorSeq: 0, content: { kind: 'recovered', payload: forged } });
    await mallory.write('honest');
    await scene.untilShown(mallory, 'honest');
    expect(await shown()).toEqual(['in: honest']);
  });

  it('shows a replayed envelope once, under whatever number and on whatever link it comes', async () => {
    const sealed = await mallory.write('once');
    await scene.untilShown(mallory, 'once');
    mallory.deliver(sealed, mallory.numbers.sent);
    expect(await mallory.link.isServed()).toBe(true);
    mallory.deliver(sealed);
    expect(await mallory.link.ended).toBe('stream');
    mallory.numbers.sent -= 1;
    await mallory.reopen();
    mallory.deliver(sealed);
    expect(await mallory.link.ended).toBe('stream');
    mallory.numbers.sent -= 1;
    await mallory.reopen();
    await mallory.write('twice');
    await scene.untilShown(mallory, 'twice');
    expect(await shown()).toEqual(['in: once', 'in: twice']);
  });

  it('shows a message with the place of another one once, and keeps the first', async () => {
    const first = mallory.payload('first');
    mallory.deliver(await mallory.seal(first));
    await mallory.write('same id', { messageId: first.messageId });
    await mallory.write('same place', { authorSeq: 1 });
    await mallory.write('honest');
    await scene.untilShown(mallory, 'honest');
    expect(await shown()).toEqual(['in: first', 'in: honest']);
  });

  it('asks for what is missing when envelopes are swapped, and orders what was swapped inside them', async () => {
    const [a, b] = [await mallory.seal(mallory.payload('a')), await mallory.seal(mallory.payload('b'))];
    mallory.deliver(b, mallory.numbers.sent + 2);
    expect(await mallory.link.ended).toBe('stream');
    expect(await shown()).toEqual([]);
    mallory.numbers.sent = 0;
    await mallory.reopen();
    mallory.deliver(b);
    mallory.deliver(a);
    await scene.untilShown(mallory, 'a');
    expect(await shown()).toEqual(['in: a', 'in: b']);
  });

  it('shows a gap where a message was dropped', async () => {
    await mallory.write('before');
    await mallory.seal(mallory.payload('dropped'));
    await mallory.write('after');
    await scene.untilShown(mallory, 'after');
    const rows = await scene.shown(mallory);
    expect(rows.map(({ text, gapBefore }) => [text, gapBefore])).toEqual([
      ['before', 0],
      ['after', 1],
    ]);
  });

  it.each(['repeated', 'swapped', 'dropped', 'changed'])(
    'ends a link whose messages were %s',
    async (how) => {
      const { link } = mallory;
      const ping = (nonce: number) => link.seal(encodeFrame({ kind: 'ping', nonce }));
      const [one, two] = [ping(101), ping(102)];
      const changed = one.with(9, (one[9] ?? 0) ^ 1);
      const order = { repeated: [one, one], swapped: [two, one], dropped: [two], changed: [changed] }[how];
      for (const message of order ?? []) link.socket.send(new Uint8Array(message));
      expect(await link.ended).toBe('cut');
      await mallory.reopen();
      await mallory.write('still here');
      await scene.untilShown(mallory, 'still here');
    },
  );
});
